using System.Security.Cryptography;
using System.Text;

namespace Inpaint.Models.Glove;

/// <summary>Where the index of a text is kept: in a folder that was named, else beside the text, else, where that cannot be written, in the system's temporary folder.</summary>
public static class GloveIndexPlace
{
    private const int DigestDigits = 32;

    /// <summary>Opens the vectors of a text.</summary>
    /// <param name="textPath">The text.</param>
    /// <param name="options">How it is to be read.</param>
    /// <param name="indexFolder">Where its index is kept; null: beside it.</param>
    /// <param name="observer">Hears what is met while the index is built; null: nobody does.</param>
    /// <param name="cancellationToken">Ends building.</param>
    /// <exception cref="GloveFormatException">The text is malformed; the message names the line.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static GloveVectors Open(
        string textPath, GloveTextOptions options, string? indexFolder, GloveReadObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(textPath);
        if (indexFolder is not null)
            return In(indexFolder);
        try
        {
            return GloveVectors.Open(textPath, options, observer: observer, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException && File.Exists(textPath))
        {
            // Models often lie on a file system that is only read.
            return In(Path.Combine(Path.GetTempPath(), "inpaint-glove"));
        }

        GloveVectors In(string folder)
        {
            Directory.CreateDirectory(folder);
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(textPath))));
            return GloveVectors.Open(textPath, options, Path.Combine(folder, digest[..DigestDigits] + ".index"), observer, cancellationToken);
        }
    }
}
