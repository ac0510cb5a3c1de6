using Google.Protobuf.Collections;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Serving;

/// <summary>Reads masks of the contract: white (1) is the hole. Whatever is wrong is refused with INVALID_ARGUMENT naming the field.</summary>
/// <param name="pictures">Reads masks that are given as pictures.</param>
public sealed class MaskReader(PictureReader pictures)
{
    /// <summary>Most rectangles of a mask.</summary>
    public const int MaxRectangles = 1024;

    /// <summary>Reads a mask that has at least one pixel of hole.</summary>
    /// <param name="mask">The message; null is refused.</param>
    /// <param name="field">The field that holds it, for example <c>mask</c>.</param>
    /// <param name="picture">The picture that it belongs to, whose size it must have.</param>
    /// <param name="pictureField">The field that holds that picture, for the message.</param>
    /// <param name="mayCoverAll">Whether a mask without any known pixel is accepted.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT, naming <paramref name="field"/> or a field below it.</exception>
    public HoleMask Read(Mask? mask, string field, RgbImage picture, string pictureField, bool mayCoverAll = false)
    {
        ArgumentNullException.ThrowIfNull(picture);
        HoleMask hole = mask?.ShapeCase switch
        {
            Mask.ShapeOneofCase.Picture => ReadPicture(mask.Picture, $"{field}.picture", picture, pictureField),
            Mask.ShapeOneofCase.Rectangles => ReadRectangles(mask.Rectangles.Rectangles, $"{field}.rectangles.rectangles", picture),
            _ => throw FieldError.Invalid(field, "required, as a picture or as rectangles"),
        };
        if (hole.HoleCount == 0)
            throw FieldError.Invalid(field, "no hole: not one pixel is white");
        if (!mayCoverAll && hole.HoleCount == picture.Width * picture.Height)
            throw FieldError.Invalid(field, "no known pixel: all of the picture is hole");
        return hole;
    }

    private HoleMask ReadPicture(Picture mask, string field, RgbImage picture, string pictureField)
    {
        var size = new PixelSize(picture.Width, picture.Height);
        return HoleMask.FromImage(pictures.Read(mask, field, size, $"{pictureField} is {size}"));
    }

    private static HoleMask ReadRectangles(RepeatedField<Rectangle> rectangles, string field, RgbImage picture)
    {
        if (rectangles.Count is 0 or > MaxRectangles)
            throw FieldError.Invalid(field, $"{rectangles.Count} given, 1 to {MaxRectangles} are accepted");
        var pixels = new PixelRectangle[rectangles.Count];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = ReadRectangle(rectangles[i], $"{field}[{i}]", picture);
        return HoleMask.FromRectangles(picture.Width, picture.Height, pixels);
    }

    private static PixelRectangle ReadRectangle(Rectangle rectangle, string field, RgbImage picture)
    {
        RequireRange(rectangle.Left, 0, picture.Width - 1, $"{field}.left");
        RequireRange(rectangle.Top, 0, picture.Height - 1, $"{field}.top");
        RequireRange(rectangle.Right, rectangle.Left + 1, picture.Width, $"{field}.right");
        RequireRange(rectangle.Bottom, rectangle.Top + 1, picture.Height, $"{field}.bottom");
        return new PixelRectangle(rectangle.Left, rectangle.Top, rectangle.Right, rectangle.Bottom);
    }

    private static void RequireRange(int value, int minimum, int maximum, string field)
    {
        if (value < minimum || value > maximum)
            throw FieldError.Invalid(field, $"{value}, but {minimum} to {maximum} is accepted");
    }
}
