import { loadFunctions } from '../functions/loadFunctions';
import { runFunctionProcess } from './runFunctionProcess';

void runFunctionProcess(loadFunctions);
