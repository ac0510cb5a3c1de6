using System.Runtime.CompilerServices;
using Inpaint.Cli.Inputs;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>The caller's own picture files.</summary>
/// <param name="files">The pictures.</param>
/// <param name="masks">Where their holes are.</param>
/// <param name="parameters">The half-filled design of all of them; null: none.</param>
/// <param name="text">What all of them show, in a sentence; empty: nothing is said.</param>
/// <param name="targets">The whole pictures; null: none.</param>
/// <param name="filesAreWhole">Whether the files are whole pictures, of which the hole's content is only the target.</param>
internal sealed class FileSamples(
    IReadOnlyList<string> files, IMaskSource masks, DesignParameters? parameters, string text, NamedPictures? targets, bool filesAreWhole) : ISampleSource
{
    public int Count => files.Count;

    public bool HasTargets => targets is not null || filesAreWhole;

    public bool ConditionsAreOptional => false;

    public async IAsyncEnumerable<CompletionSample> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Read(i);
            // Decoding is work: let the stream that reads these go on in between.
            await Task.Yield();
        }
    }

    private CompletionSample Read(int index)
    {
        string file = files[index];
        RgbImage picture = PictureFiles.Read(file);
        HoleMask mask = masks.For(file, picture);
        return new CompletionSample(
            index, Path.GetFileNameWithoutExtension(file), MaskedPictures.CutHole(picture, mask), mask, parameters, text, Target(file, picture));
    }

    private RgbImage? Target(string file, RgbImage picture)
    {
        if (targets is null)
            return filesAreWhole ? picture : null;
        string targetFile = targets.Find(file);
        RgbImage target = PictureFiles.Read(targetFile);
        return target.Width == picture.Width && target.Height == picture.Height
            ? target
            : throw new InputException("--target", $"'{targetFile}' is {target.Width}x{target.Height}, but '{file}' is {picture.Width}x{picture.Height}.");
    }
}
