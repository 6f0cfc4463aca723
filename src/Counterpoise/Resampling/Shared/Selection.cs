using Counterpoise.Messages;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>Makes a result of rows of the input.</summary>
internal static class Selection
{
    /// <summary>The result that holds these rows in this order; a row named again counts as a duplicate.</summary>
    internal static ResampleResult Of(DenseMatrix features, int[] labels, int[] rows, IReadOnlyList<Message>? notes = null)
    {
        var seen = new bool[labels.Length];
        var provenance = Array.ConvertAll(rows, row =>
        {
            var source = seen[row] ? RowProvenance.Duplicate(row) : RowProvenance.Original(row);
            seen[row] = true;
            return source;
        });
        return new ResampleResult(features.SelectRows(rows), Array.ConvertAll(rows, row => labels[row]), provenance, notes);
    }

    /// <summary>Class after class, the rows that a rule keeps of the classes it may change, and all rows of the others.</summary>
    internal static int[] ByClass(ClassRows classes, IReadOnlyDictionary<int, int> targets, Func<int, int[], int, int[]> keep)
    {
        var rows = new List<int>();
        foreach (var label in classes.Classes)
        {
            rows.AddRange(targets.TryGetValue(label, out var count) ? keep(label, classes[label], count) : classes[label]);
        }

        return [.. rows];
    }
}
