namespace Counterpoise.Metrics;

/// <summary>The positive class of two where nobody names one.</summary>
public static class MinorityClass
{
    /// <summary>The minority class of two; the second where both have as many rows or there are not two.</summary>
    /// <param name="counts">Training rows of each class, [C].</param>
    public static int Of(params ReadOnlySpan<int> counts) => counts.Length == 2 && counts[0] < counts[1] ? 0 : 1;
}
