using Inpaint.Benchmarks.Fuzz;
using Inpaint.Benchmarks.Harness;
using Inpaint.Benchmarks.Neighbours;

if (args is [NeighbourProcess.Argument, var work])
{
    NeighbourProcess.Serve(work);
    return 0;
}

return args is [FuzzWorker.Argument, .. var worker] ? FuzzWorker.Run(worker) : await MeasurementCommand.RunAsync(args);
