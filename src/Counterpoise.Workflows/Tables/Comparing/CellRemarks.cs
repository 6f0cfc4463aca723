using System.Text.Json.Serialization;
using Counterpoise.Comparisons;

namespace Counterpoise.Workflows.Tables;

/// <summary>How many cells of a comparison are not what was asked for.</summary>
/// <param name="Cells">All cells.</param>
/// <param name="KLowered">Cells whose k was lowered, since a class was too small for the method's default.</param>
/// <param name="Refused">Cells whose rows the resampler refused, learned from as they are.</param>
/// <param name="NotComputed">Cells without any value.</param>
/// <param name="Methods">The same by method, of those that have one.</param>
internal sealed record CellRemarks(int Cells, int KLowered, int Refused, int NotComputed, IReadOnlyList<CellRemarks.OfMethod> Methods)
{
    /// <summary>Counts by the kinds of the cells' notes.</summary>
    public static CellRemarks Of(Comparison comparison)
    {
        var cells = comparison.Sorted().Cells.ToLookup(c => c.Method);
        OfMethod[] methods = [.. comparison.Methods.Select(m => One(m.Name, [.. cells[m.Name]]))
            .Where(m => m.KLowered + m.Refused + m.NotComputed > 0)];
        return new(comparison.Cells.Count, methods.Sum(m => m.KLowered), methods.Sum(m => m.Refused), methods.Sum(m => m.NotComputed),
            methods);
    }

    /// <summary>The remarks in sentences, for people.</summary>
    public IEnumerable<string> Describe()
    {
        foreach (var m in Methods)
        {
            if (m.KLowered > 0)
                yield return $"{m.Method}: k lowered in {m.KLowered} of {m.Cells} cells, since a class was too small for its default";
            if (m.Refused > 0)
                yield return $"{m.Method}: {m.Refused} of {m.Cells} cells refused and learned from as they are{m.First}";
            if (m.NotComputed > 0)
                yield return $"{m.Method}: {m.NotComputed} of {m.Cells} cells not computed{m.First}";
        }
    }

    private static OfMethod One(string method, ComparisonCell[] cells)
    {
        ComparisonCell[] With(CellNoteKind kind) => [.. cells.Where(c => c.Notes.Any(n => n.Kind == kind))];
        var (lowered, refused, missing) = (With(CellNoteKind.NeighborsLowered), With(CellNoteKind.Refused), With(CellNoteKind.NotComputed));
        var first = missing.Concat(refused).FirstOrDefault();
        var note = first?.Notes.Last(n => n.Kind is CellNoteKind.NotComputed or CellNoteKind.Refused);
        return new(method, cells.Length, lowered.Length, refused.Length, missing.Length, first?.Scenario, first?.Fold,
            note is null ? null : MismatchWords.ForComparison(note.Text, note.Remedy));
    }

    /// <summary>The remarks on one method, with the first cell that was refused or not computed.</summary>
    internal sealed record OfMethod(string Method, int Cells, int KLowered, int Refused, int NotComputed, string? DataSet, int? Fold,
        string? Reason)
    {
        [JsonIgnore]
        public string First => Reason is null ? "" : $"; {DataSet}, fold {Fold}: {Reason}";
    }
}
