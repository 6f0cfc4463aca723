namespace Counterpoise.Graph.Graphs;

/// <summary>A graph cannot be used; the message names the first places, what was expected and what to do.</summary>
public sealed class GraphFormatException : FormatException
{
    private const int Shown = 5;

    /// <summary>Creates the exception.</summary>
    /// <param name="faults">At least one.</param>
    public GraphFormatException(IReadOnlyList<GraphFault> faults) : base(Describe(faults)) => Faults = faults;

    /// <summary>Every fault that was found, in the order of the file.</summary>
    public IReadOnlyList<GraphFault> Faults { get; }

    private static string Describe(IReadOnlyList<GraphFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var more = faults.Count > Shown ? $"; and {faults.Count - Shown} more" : "";
        var remedies = string.Join("; ", faults.Select(f => f.Remedy).Distinct());
        return $"{string.Join("; ", faults.Take(Shown))}{more}. {char.ToUpperInvariant(remedies[0])}{remedies[1..]}";
    }
}
