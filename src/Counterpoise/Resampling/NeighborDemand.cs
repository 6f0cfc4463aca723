namespace Counterpoise.Resampling;

/// <summary>Refuses a k that the rows cannot serve; k is never lowered silently.</summary>
internal static class NeighborDemand
{
    /// <summary>Requires k other rows of the class for each of its rows.</summary>
    internal static void InClass(string method, int label, int rows, int k, string parameter = "k")
    {
        if (rows <= k)
        {
            var remedy = rows > 1 ? $"lower {parameter} to {rows - 1} or use RandomOverSampler" : "use RandomOverSampler";
            throw new ArgumentException(
                $"class {label} has {rows} {(rows == 1 ? "row" : "rows")}, {method} with {parameter}={k} needs at least {k + 1L}: {remedy}");
        }
    }

    /// <summary>Requires k other rows in the whole data.</summary>
    internal static void InAll(string method, int rows, int k, string parameter = "k")
    {
        if (rows <= k)
        {
            throw new ArgumentException(
                $"the data have {rows} rows, {method} with {parameter}={k} needs at least {k + 1L}: lower {parameter} to {rows - 1}");
        }
    }
}
