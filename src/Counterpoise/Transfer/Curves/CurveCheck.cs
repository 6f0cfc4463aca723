namespace Counterpoise.Transfer.Curves;

/// <summary>Refuses what no curve can be asked for.</summary>
internal static class CurveCheck
{
    public static double Intensity(double intensity) => intensity > 0 && double.IsFinite(intensity)
        ? intensity
        : throw new ArgumentOutOfRangeException(nameof(intensity), intensity, "an intensity is a finite number above 0");

    public static double Positive(double value, string what) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(what, value, $"{what} is a finite number above 0");
}
