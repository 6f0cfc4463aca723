namespace Counterpoise.Data.Text;

/// <summary>A text file whose rows can be read from the start as often as needed.</summary>
internal interface ITextSource
{
    string Path { get; }

    IReadOnlyList<TextColumn> Columns { get; }

    /// <summary>The class column that the file itself names, or null.</summary>
    string? Target { get; }

    IEnumerable<TextRow> Rows();
}
