namespace Counterpoise.MultiLabel;

/// <summary>Which of several labels each row has: none, one or many.</summary>
public sealed class LabelSet
{
    private readonly bool[] _has;

    /// <summary>Makes the set.</summary>
    /// <param name="names">L different names of labels, at least one.</param>
    /// <param name="has">Row-major n × L: whether a row has a label.</param>
    /// <exception cref="ArgumentException">There is no label, a name stands twice, or the length is no multiple of L.</exception>
    public LabelSet(IReadOnlyList<string> names, bool[] has)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(has);
        if (names.Count == 0 || names.Distinct(StringComparer.Ordinal).Count() < names.Count)
            throw new ArgumentException($"found the labels {string.Join(", ", names)}; expected at least one, each once", nameof(names));
        if (has.Length % names.Count != 0)
            throw new ArgumentException(
                $"found {has.Length} entries for {names.Count} labels; expected one per row and label", nameof(has));
        (Names, _has, Rows) = ([.. names], has, has.Length / names.Count);
    }

    /// <summary>Names of the labels.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Whether a row has a label.</summary>
    /// <param name="row">Row, in [0, <see cref="Rows"/>).</param>
    /// <param name="label">Label, by its place.</param>
    public bool this[int row, int label] => _has[(row * Names.Count) + label];

    /// <summary>The labels of a row, by place.</summary>
    /// <param name="row">Row.</param>
    public ReadOnlySpan<bool> Row(int row) => _has.AsSpan(row * Names.Count, Names.Count);

    /// <summary>A label as two classes: 1 where a row has it, else 0.</summary>
    /// <param name="label">Label, by its place.</param>
    public int[] Codes(int label) => [.. Enumerable.Range(0, Rows).Select(i => this[i, label] ? 1 : 0)];

    /// <summary>The rows at these places, in this order.</summary>
    /// <param name="rows">Places, each in [0, <see cref="Rows"/>).</param>
    public LabelSet Select(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var has = new bool[rows.Count * Names.Count];
        for (var i = 0; i < rows.Count; i++) Row(rows[i]).CopyTo(has.AsSpan(i * Names.Count));
        return new LabelSet(Names, has);
    }
}
