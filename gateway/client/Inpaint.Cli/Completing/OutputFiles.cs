using Inpaint.Cli.Output;
using Inpaint.Imaging;

namespace Inpaint.Cli.Completing;

/// <summary>Where completed pictures go: the named file for a single one, else <c>FOLDER[/GENERATOR]/NAME.png</c>.</summary>
/// <param name="path">What the caller named.</param>
/// <param name="samples">How many samples there are.</param>
/// <param name="generators">How many generators there are.</param>
internal sealed class OutputFiles(string path, int samples, int generators)
{
    private readonly bool _isFile = samples == 1 && generators == 1 && Path.HasExtension(path) && !Directory.Exists(path);

    public Task WriteAsync(string generator, string name, RgbImage picture, CancellationToken cancellationToken)
    {
        string file = _isFile ? path : Path.Combine(path, generators > 1 ? generator : "", FileName(name) + ".png");
        return AtomicFile.WriteAsync(file, PictureCodec.EncodePng(picture), cancellationToken);
    }

    /// <summary>Names of data sets' samples are paths of their own ("bikes/test/17").</summary>
    private static string FileName(string name) => name.Replace('/', '-').Replace('\\', '-');
}
