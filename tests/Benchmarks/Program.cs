using Inpaint.Benchmarks.Harness;

return await MeasurementCommand.RunAsync(args);
