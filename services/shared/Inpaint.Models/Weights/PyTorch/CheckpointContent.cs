namespace Inpaint.Models.Weights.PyTorch;

/// <summary>What a form of checkpoint holds: the pickled object, and where the bytes of each storage lie in the file.</summary>
/// <param name="Root">The pickled object.</param>
/// <param name="PickleLength">The pickle's length in bytes.</param>
/// <param name="IsScript">Whether it is a TorchScript archive.</param>
/// <param name="OffsetOf">The place of a storage's first byte in the file, by its key.</param>
internal sealed record CheckpointContent(object? Root, long PickleLength, bool IsScript, Func<string, long> OffsetOf);
