using System.Diagnostics;
using System.IO.Hashing;

namespace Inpaint.Tests.Unit.Hashing;

/// <summary>Both hashes against the vectors of xxHash's own sanity check, and against its command-line program.</summary>
public sealed class XxHashTests
{
    private const ulong Prime32 = 2654435761;
    private const ulong Prime64 = 11400714785074694797;

    // Lengths on both sides of every border between the ways of mixing, and of stripes and blocks.
    private static readonly int[] Lengths =
        [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 96, 97, 127, 128, 129, 130, 144, 159, 160, 239, 240, 241, 255, 256, 257, 1023, 1024, 1025, 1087, 1088, 1089, 4096, 65_537];

    [Theory]
    [InlineData(0, 0x2D06800538D394C2, 0xA8A6B918B2F0364A)]
    [InlineData(1, 0xC44BDFF4074EECDB, 0x032BE332DD766EF8)]
    [InlineData(6, 0x27B56A84CD2D7325, 0x84589C116AB59AB9)]
    [InlineData(12, 0xA713DAF0DFBB77E7, 0xE7303E1B2336DE0E)]
    [InlineData(24, 0xA3FE70BF9D3510EB, 0x850E80FC35BDD690)]
    [InlineData(48, 0x397DA259ECBA1F11, 0xADC2CBAA44ACC616)]
    [InlineData(80, 0xBCDEFBBB2C47C90A, 0xC6DD0CB699532E73)]
    [InlineData(195, 0xCD94217EE362EC3A, 0xBA68003D370CB3D9)]
    [InlineData(403, 0xCDEB804D65C6DEA4, 0x6259F6ECFD6443FD)]
    [InlineData(512, 0x617E49599013CB6B, 0x3CE457DE14C27708)]
    [InlineData(2048, 0xDD59E2C3A5F038E0, 0x66F81670669ABABC)]
    [InlineData(2240, 0x6E73A90539CF2948, 0x757BA8487D1B5247)]
    [InlineData(2367, 0xCB37AEB9E5D361ED, 0xD2DB3415B942B42A)]
    public void Xxh3_gives_the_published_hash(int length, ulong plain, ulong seeded)
    {
        byte[] source = SanityBuffer(length);
        Assert.Equal(plain, XxHash3.HashToUInt64(source));
        Assert.Equal(seeded, XxHash3.HashToUInt64(source, unchecked((long)Prime64)));
    }

    [Theory]
    [InlineData(0, 0xEF46DB3751D8E999, 0xAC75FDA2929B17EF)]
    [InlineData(1, 0xE934A84ADB052768, 0x5014607643A9B4C3)]
    [InlineData(4, 0x9136A0DCA57457EE, 0xCAAB286BD8E9FDB5)]
    [InlineData(14, 0x8282DCC4994E35C8, 0xC3BD6BF63DEB6DF0)]
    [InlineData(222, 0xB641AE8CB691C174, 0x20CB8AB7AE10C14A)]
    public void Xxh64_gives_the_published_hash(int length, ulong plain, ulong seeded)
    {
        byte[] source = SanityBuffer(length);
        Assert.Equal(plain, XxHash64.HashToUInt64(source));
        Assert.Equal(seeded, XxHash64.HashToUInt64(source, (long)Prime32));
    }

    [Fact]
    public void Bytes_of_a_hash_are_in_canonical_order() =>
        Assert.Equal("EF46DB3751D8E999", Convert.ToHexString(XxHash64.Hash([])));

    [Fact]
    public void Hash_of_nothing_at_all_is_refused() =>
        Assert.Throws<ArgumentNullException>(static () => XxHash64.Hash(null!));

    [XxhsumTheory, InlineData("-H3"), InlineData("-H64")]
    public async Task Hash_of_every_length_is_that_of_the_original_program(string algorithm)
    {
        foreach (int length in Lengths)
        {
            byte[] source = SanityBuffer(length);
            ulong ours = algorithm == "-H3" ? XxHash3.HashToUInt64(source) : XxHash64.HashToUInt64(source);
            Assert.Equal((length, $"{ours:x16}"), (length, await XxhsumAsync(algorithm, source)));
        }
    }

    private static byte[] SanityBuffer(int length)
    {
        byte[] buffer = new byte[length];
        ulong generator = Prime32;
        for (int i = 0; i < length; i++, generator *= Prime64)
            buffer[i] = (byte)(generator >> 56);
        return buffer;
    }

    private static async Task<string> XxhsumAsync(string algorithm, byte[] source)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        using Process process = Process.Start(new ProcessStartInfo("xxhsum", [algorithm, "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.BaseStream.WriteAsync(source, limit.Token);
        process.StandardInput.Close();
        string line = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);

        // "<hash>  stdin", or for XXH3 "XXH3 (stdin) = <hash>".
        return line.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Single(static word => word.Length == 16);
    }
}

/// <summary>A test that needs Debian's xxhsum, and is skipped where that is not installed.</summary>
internal sealed class XxhsumTheoryAttribute : TheoryAttribute
{
    public XxhsumTheoryAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "xxhsum"))))
            Skip = "xxhsum is not installed (Debian package xxhash).";
    }
}
