namespace Inpaint.Imaging;

/// <summary>A picture, mask or rectangle whose geometry does not fit what it is used with.</summary>
public sealed class InvalidPictureArgumentException(string message, string? parameterName = null)
    : ArgumentException(message, parameterName);
