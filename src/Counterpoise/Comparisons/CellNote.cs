using System.Text.Json.Serialization;
using Counterpoise.Messages;

namespace Counterpoise.Comparisons;

/// <summary>A warning or remark on a cell. A remark is written in JSON as its text, others as objects.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">What was found; the reason where rows were refused or nothing was computed.</param>
/// <param name="Remedy">What helps, where something that has a name does.</param>
[JsonConverter(typeof(CellNoteConverter))]
public sealed record CellNote(CellNoteKind Kind, string Text, RemedyKind? Remedy = null)
{
    /// <summary>A remark.</summary>
    /// <param name="text">Its text.</param>
    public static implicit operator CellNote(string text) => FromString(text);

    /// <summary>A remark.</summary>
    /// <param name="text">Its text.</param>
    public static CellNote FromString(string text) => new(CellNoteKind.Remark, text);

    /// <summary>A note on rows that did not fit.</summary>
    /// <param name="kind">What came of it.</param>
    /// <param name="fault">Why they did not fit.</param>
    internal static CellNote Of(CellNoteKind kind, ArgumentException fault) => fault is DataMismatchException mismatch
        ? new(kind, mismatch.Finding.ToString(), mismatch.Remedy?.Kind) : new(kind, fault.Message);

    /// <summary>The note in words.</summary>
    public override string ToString() => Kind switch
    {
        CellNoteKind.Refused => $"refused, so the rows were left as they are: {Text}",
        CellNoteKind.NotComputed => $"not computed: {Text}",
        _ => Text,
    };
}
