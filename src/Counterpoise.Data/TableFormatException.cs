using Counterpoise.Messages;

namespace Counterpoise.Data;

/// <summary>A file is not the table that it should be; the message names file, line, column and what to do.</summary>
public sealed class TableFormatException : FormatException
{
    private const int ShownRows = 5;

    /// <summary>Creates the exception for a fault of the whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What was found, what was expected, what to do.</param>
    public TableFormatException(string path, Message problem) : base($"{path}: {problem}") => (Path, Problem) = (path, problem);

    /// <summary>Creates the exception for bad rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="badRows">The rows, at least one.</param>
    public TableFormatException(string path, IReadOnlyList<BadRow> badRows) : base(Describe(path, badRows)) =>
        (Path, BadRows) = (path, badRows);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is wrong with the file as a whole; null where rows are at fault.</summary>
    public Message? Problem { get; }

    /// <summary>The rows at fault; empty when the file as a whole is.</summary>
    public IReadOnlyList<BadRow> BadRows { get; } = [];

    /// <summary>The first rows at fault in words, and how many there are, without advice.</summary>
    public string Finding => Find(BadRows);

    private static string Find(IReadOnlyList<BadRow> badRows)
    {
        var more = badRows.Count > ShownRows ? $"; and {badRows.Count - ShownRows} more" : "";
        return $"{badRows.Count} bad {(badRows.Count == 1 ? "row" : "rows")}: {string.Join("; ", badRows.Take(ShownRows))}{more}";
    }

    private static string Describe(string path, IReadOnlyList<BadRow> badRows)
    {
        ArgumentNullException.ThrowIfNull(badRows);
        var advice = (badRows is [var first, ..] ? first.Fault : (RowFault?)null) switch
        {
            RowFault.NotADate => "set TimeFormat, such as dd/MM/yyyy, where dates are written otherwise; or mend the file",
            RowFault.Missing when badRows[0].Text is { } text => $"take '{text}' out of MissingTokens where it is a name; or mend the file",
            _ => "mend the file",
        };
        return $"{path}: {Find(badRows)}. Either {advice}; or leave such rows out with TableFile.ReadLenient";
    }
}
