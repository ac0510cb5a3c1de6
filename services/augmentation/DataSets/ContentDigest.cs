using System.Security.Cryptography;
using System.Text;

namespace Inpaint.Augmentation.DataSets;

/// <summary>SHA-256 over named contents; names and lengths are part of it, so that nothing can move between two files unseen.</summary>
internal sealed class ContentDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(string name, ReadOnlySpan<byte> content)
    {
        AddHeading(name, content.Length);
        _hash.AppendData(content);
    }

    public void AddFile(string name, string path)
    {
        using var stream = File.OpenRead(path);
        AddHeading(name, stream.Length);
        var buffer = new byte[1 << 20];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            _hash.AppendData(buffer, 0, read);
        }
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void AddHeading(string name, long length) => _hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{length}\0"));
}
