using System.Globalization;
using Inpaint.Imaging;

namespace Inpaint.Cli.Inputs;

/// <summary>Reads rectangles written as <c>left,top,right,bottom</c>, half-open.</summary>
internal static class RectangleParser
{
    /// <exception cref="InputException">It is not four whole numbers that span at least one pixel.</exception>
    public static PixelRectangle Parse(string text, string field)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new int[4];
        if (parts.Length != 4 || !parts.Select((part, i) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])).All(parsed => parsed))
            throw new InputException(field, $"'{text}' is not left,top,right,bottom in whole pixels.");
        var rectangle = new PixelRectangle(numbers[0], numbers[1], numbers[2], numbers[3]);
        if (rectangle.Width < 1 || rectangle.Height < 1)
            throw new InputException(field, $"'{text}' is empty: right must be above left, and bottom above top.");
        return rectangle;
    }
}
