using Counterpoise.Messages;

namespace Counterpoise.Resampling;

/// <summary>Refuses a k that the rows cannot serve; k is never lowered silently.</summary>
internal static class NeighborDemand
{
    /// <summary>Requires k other rows of the class for each of its rows.</summary>
    internal static void InClass(string method, int label, int rows, int k)
    {
        if (rows <= k)
            throw new DataMismatchException(
                $"class {new ClassPart(label)} has {rows} {(rows == 1 ? "row" : "rows")}, {method} with k={k} needs at least {k + 1L}",
                rows > 1 ? Remedy.FewerNeighbors("k", rows - 1, orCopies: true)
                : new Remedy(RemedyKind.Copies, $"use {nameof(RandomOverSampler)}"));
    }

    /// <summary>Requires k other rows in the whole data.</summary>
    internal static void InAll(string method, int rows, int k, string parameter = "k")
    {
        if (rows <= k)
            throw new DataMismatchException($"the data have {rows} rows, {method} with {parameter}={k} needs at least {k + 1L}",
                parameter is "k" or "K" ? Remedy.FewerNeighbors(parameter, rows - 1)
                : new Remedy(RemedyKind.OtherValue, $"lower {parameter} to {rows - 1}"));
    }
}
