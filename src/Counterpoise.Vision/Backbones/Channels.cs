namespace Counterpoise.Vision.Backbones;

/// <summary>Channel counts that suit the hardware.</summary>
internal static class Channels
{
    /// <summary>The multiple of 8 nearest to a count, at least 8, and never more than a tenth below it.</summary>
    public static int Divisible(double count)
    {
        var rounded = Math.Max(8, (int)(count + 4) / 8 * 8);
        return rounded < 0.9 * count ? rounded + 8 : rounded;
    }
}
