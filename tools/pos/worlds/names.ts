/** Names to draw customers' names from: together they make thousands of different ones, so that a search has something to find. */
const words = (text: string): string[] => text.trim().split(/\s+/);

export const FIRST_NAMES = words(`
  Ana Ben Carla Dev Elena Farid Grace Hugo Imani Jonas Kira Luis Aaliyah Adrian Alma Amara Andre Anika Anton Aria Asher Aya
  Beatriz Bruno Caleb Camila Cedric Chloe Cyrus Dalia Damon Daphne Diego Dora Eduardo Eli Elif Emeka Esther Ezra Fatima Felix
  Fiona Gabriel Gianna Gustavo Hana Harper Hector Ibrahim Ines Isaac Isla Ivan Jada Jamal Jasmine Joel Josefina Julian Kai Kamal
  Keiko Kofi Laila Lars Leila Leon Lucia Mabel Malik Marta Mateo Mei Milo Mina Nadia Naomi Nico Nina Noah Odette Olga Omar Paolo
  Petra Priya Quinn Rafael Ravi Rosa Ruth Samir Selma Silas Sofia Tara Theo Uma Vera Victor Wren Xavier Yara Yusuf Zara Zoe
`);

export const LAST_NAMES = words(`
  Abbott Bauer Cruz Diaz Evans Fischer Garcia Haddad Ito Jensen Khan Adeyemi Aguilar Anderson Asante Bailey Banerjee Barnes
  Becker Bianchi Boateng Brooks Cabrera Calderon Carter Chavez Chen Cohen Coleman Costa Dawson Delgado Dixon Dominguez Doyle
  Dubois Ellis Espinoza Fernandez Fleming Flores Foster Franco Fraser Gallagher Gibson Gomez Greene Gupta Gutierrez Hahn Hansen
  Harper Hayashi Henry Herrera Hoffman Horvath Hughes Ibarra Jackson Jimenez Johnson Kaplan Kaur Keller Kim Kowalski Larsen Lee
  Levin Lopez Lund Malone Marino Martin Medina Mendoza Meyer Mitchell Molina Moreau Morgan Murphy Nakamura Nguyen Novak Okafor
  Olsen Ortega Osei Palmer Park Patel Pereira Perez Popov Quist Ramirez Reyes Rivera Romero Rossi Ryan Santos Sato Schmidt Shah
  Silva Singh Sokolov Soto Sullivan Tanaka Torres Tran Turner Vargas Vega Wagner Walker Ward Weber Wong Wright Yamada Young Zhang
`);
