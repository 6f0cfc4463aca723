namespace Counterpoise.Data;

/// <summary>A file is not the table that it should be; the message names file, line, column and what to do.</summary>
public sealed class TableFormatException : FormatException
{
    private const int ShownRows = 5;

    /// <summary>Creates the exception for a fault of the whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What was found, what was expected, what to do.</param>
    public TableFormatException(string path, string problem) : base($"{path}: {problem}") => Path = path;

    /// <summary>Creates the exception for bad rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="badRows">The rows, at least one.</param>
    public TableFormatException(string path, IReadOnlyList<BadRow> badRows) : base(Describe(path, badRows)) => (Path, BadRows) = (path, badRows);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The rows at fault; empty when the file as a whole is.</summary>
    public IReadOnlyList<BadRow> BadRows { get; } = [];

    private static string Describe(string path, IReadOnlyList<BadRow> badRows)
    {
        ArgumentNullException.ThrowIfNull(badRows);
        var shown = string.Join("; ", badRows.Take(ShownRows));
        var more = badRows.Count > ShownRows ? $"; and {badRows.Count - ShownRows} more" : "";
        return $"{path}: {badRows.Count} bad {(badRows.Count == 1 ? "row" : "rows")}: {shown}{more}. Mend the file, or read it leniently (--lenient on the command line) to leave such rows out";
    }
}
