import { loadFunctions } from '../functions';
import { runFunctionProcess } from './runFunctionProcess';

void runFunctionProcess(loadFunctions);
