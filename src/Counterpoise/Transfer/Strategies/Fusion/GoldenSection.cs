namespace Counterpoise.Transfer.Strategies;

/// <summary>The minimum of a function of one number within an interval that holds one valley.</summary>
internal static class GoldenSection
{
    private static readonly double Ratio = (Math.Sqrt(5) - 1) / 2;

    public static double Minimize(Func<double, double> function, double low, double high)
    {
        var (a, b) = (high - (Ratio * (high - low)), low + (Ratio * (high - low)));
        var (valueA, valueB) = (function(a), function(b));
        while (high - low > 1e-8)
        {
            if (valueA <= valueB)
            {
                (high, b, valueB) = (b, a, valueA);
                a = high - (Ratio * (high - low));
                valueA = function(a);
            }
            else
            {
                (low, a, valueA) = (a, b, valueB);
                b = low + (Ratio * (high - low));
                valueB = function(b);
            }
        }

        return (low + high) / 2;
    }
}
