namespace Counterpoise.Data;

/// <summary>A row that could not be read.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Column">Name of the column at fault, or empty when the whole row is.</param>
/// <param name="Problem">What was found and what was expected.</param>
public sealed record BadRow(long Line, string Column, string Problem)
{
    /// <summary>What kind of fault it is.</summary>
    public RowFault Fault { get; init; } = RowFault.Syntax;

    /// <summary>The text at fault, where one is.</summary>
    public string? Text { get; init; }

    /// <summary>Whether <see cref="Line"/> is the number of a row, from 1, of a file that has no lines.</summary>
    public bool IsRow { get; init; }

    /// <summary>The row in words, such as <c>line 7, column 'age': 'x' is not a number</c>.</summary>
    public override string ToString()
    {
        var place = $"{(IsRow ? "row" : "line")} {Line}";
        return Column.Length == 0 ? $"{place}: {Problem}" : $"{place}, column '{Names.Short(Column)}': {Problem}";
    }
}
