using System.Text.Json;
using Inpaint.Benchmarks.Harness;

namespace Inpaint.Benchmarks.Networks;

/// <summary>The same network with the same weights in Debian's python3-torch as it comes, but for its thread count: all cores.</summary>
internal sealed class NetworkPeer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("inpaint-network-");
    private readonly PythonPeer _peer;

    public NetworkPeer(NetworkWorkload workload, CancellationToken cancellationToken)
    {
        var (configuration, tensors) = (Path.Combine(_folder.FullName, "network.json"), Path.Combine(_folder.FullName, "network.safetensors"));
        workload.Export(configuration, tensors);
        _peer = new PythonPeer("unet_peer.py", configuration, tensors);
        _peer.Ask($"threads {Environment.ProcessorCount}", cancellationToken);
    }

    /// <summary>Shortest forward of several, in milliseconds.</summary>
    public double Forward(int times, int batch, CancellationToken cancellationToken) => Milliseconds($"forward {times} {batch}", cancellationToken);

    /// <summary>Shortest training step of several, in milliseconds.</summary>
    public double Train(int times, int batch, CancellationToken cancellationToken) => Milliseconds($"train {times} {batch}", cancellationToken);

    /// <summary>Largest difference of a forward to other pictures, row-major.</summary>
    public double Difference(float[] pictures, int batch, CancellationToken cancellationToken) =>
        pictures.Zip(_peer.Ask($"output {batch}", cancellationToken).GetProperty("output").EnumerateArray(), (mine, theirs) => Math.Abs(mine - theirs.GetDouble())).Max();

    public void Dispose()
    {
        _peer.Dispose();
        _folder.Delete(recursive: true);
    }

    private double Milliseconds(string command, CancellationToken cancellationToken)
    {
        JsonElement answer = _peer.Ask(command, cancellationToken);
        return answer.GetProperty("milliseconds").GetDouble();
    }
}
