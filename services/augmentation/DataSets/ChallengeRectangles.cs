using Inpaint.Imaging;

namespace Inpaint.Augmentation.DataSets;

/// <summary>The bike design challenge's holes: rows of [left, bottom, right, top], counted from the top left; top is above bottom.</summary>
public static class ChallengeRectangles
{
    private const int Numbers = 4;

    /// <summary>Turns rows into rectangles, each checked against the pictures' size.</summary>
    /// <param name="values">Four numbers a picture.</param>
    /// <param name="shape">Shape of the array that holds them, (pictures, 4).</param>
    /// <param name="pictures">How many pictures there are.</param>
    /// <param name="width">Their columns.</param>
    /// <param name="height">Their rows.</param>
    /// <exception cref="InvalidPictureArgumentException">Another number of rows or columns, or a rectangle that is empty, upside down or not inside.</exception>
    public static PixelRectangle[] Read(ReadOnlySpan<long> values, IReadOnlyList<long> shape, int pictures, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Count != 2 || shape[0] != pictures || shape[1] != Numbers || values.Length != (long)pictures * Numbers)
        {
            throw new InvalidPictureArgumentException(
                $"{pictures} pictures need an array of {pictures} rectangles of four numbers; its shape is ({string.Join(", ", shape)})");
        }

        var rectangles = new PixelRectangle[pictures];
        for (var i = 0; i < pictures; i++)
        {
            var row = values.Slice(i * Numbers, Numbers);
            if (row.ContainsAnyExceptInRange(0, int.MaxValue))
                throw new InvalidPictureArgumentException($"rectangle {i}, [{string.Join(", ", row.ToArray())}], is not inside {width} x {height} pixels");

            rectangles[i] = new PixelRectangle(Left: (int)row[0], Top: (int)row[3], Right: (int)row[2], Bottom: (int)row[1]);
            rectangles[i].ThrowUnlessInside(width, height);
        }

        return rectangles;
    }
}
