using Inpaint.Benchmarks.Caching;
using Inpaint.Benchmarks.Fuzz;
using Inpaint.Benchmarks.Harness;
using Inpaint.Benchmarks.Neighbours;

if (args is [NeighbourProcess.Argument, var work])
{
    NeighbourProcess.Serve(work);
    return 0;
}

if (args is [EncoderPeer.Command, var service, .. var settings])
    return await EncoderPeer.ServeAsync(service, settings);

return args is [FuzzWorker.Argument, .. var worker] ? FuzzWorker.Run(worker) : await MeasurementCommand.RunAsync(args);
