using Inpaint.Benchmarks.Fuzz;
using Inpaint.Benchmarks.Harness;

return args is [FuzzWorker.Argument, .. var worker] ? FuzzWorker.Run(worker) : await MeasurementCommand.RunAsync(args);
