namespace Inpaint.Imaging.Transforms;

/// <summary>Hue, saturation and value, each 0 to 1.</summary>
internal static class HsvColor
{
    public static (float Hue, float Saturation, float Value) FromRgb(float red, float green, float blue)
    {
        var largest = Math.Max(red, Math.Max(green, blue));
        var smallest = Math.Min(red, Math.Min(green, blue));
        if (largest == smallest)
            return (0, 0, largest);

        var span = largest - smallest;
        var (redGap, greenGap, blueGap) = ((largest - red) / span, (largest - green) / span, (largest - blue) / span);
        var sixths = largest == red ? blueGap - greenGap
            : largest == green ? 2 + redGap - blueGap
            : 4 + greenGap - redGap;
        return ((sixths / 6 + 1) % 1, span / largest, largest);
    }

    public static (float Red, float Green, float Blue) ToRgb(float hue, float saturation, float value)
    {
        var sector = MathF.Floor(hue * 6);
        var within = hue * 6 - sector;
        var low = value * (1 - saturation);
        var falling = value * (1 - saturation * within);
        var rising = value * (1 - saturation * (1 - within));
        return ((int)sector % 6) switch
        {
            0 => (value, rising, low),
            1 => (falling, value, low),
            2 => (low, value, rising),
            3 => (low, falling, value),
            4 => (rising, low, value),
            _ => (value, low, falling),
        };
    }
}
