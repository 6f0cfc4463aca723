using Counterpoise.Messages;

namespace Counterpoise.Resampling;

/// <summary>A resampler is given numbers, and its messages call classes and columns by theirs; of a table both have names.</summary>
internal static class TableNames
{
    /// <summary>Runs a resampler and puts the names into its notes, or into what it refuses.</summary>
    /// <param name="resample">Gives the resampler its numbers.</param>
    /// <param name="classes">Names of the classes, by code.</param>
    /// <param name="columns">Names of the columns that the resampler is given.</param>
    /// <exception cref="ArgumentException">The resampler refuses.</exception>
    internal static ResampleResult Run(Func<ResampleResult> resample, IReadOnlyList<string> classes, IReadOnlyList<string> columns)
    {
        string? Name(MessagePart part) => part switch
        {
            ClassPart { Code: var c } when c < classes.Count => $"'{classes[c]}'",
            ColumnPart { Column: var c } when c < columns.Count => $"'{columns[c]}'",
            _ => null,
        };
        try
        {
            var result = resample();
            return result.Notes.Count == 0 ? result : result.With([.. result.Notes.Select(n => n.Word(Name))]);
        }
        catch (DataMismatchException mismatch)
        {
            throw mismatch.Word(Name);
        }
    }
}
