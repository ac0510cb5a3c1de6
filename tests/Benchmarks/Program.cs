using Inpaint.Benchmarks.Harness;
using Inpaint.Benchmarks.Neighbours;

if (args is [NeighbourProcess.Argument, var work])
{
    NeighbourProcess.Serve(work);
    return 0;
}

return await MeasurementCommand.RunAsync(args);
