using Counterpoise.Messages;
using Counterpoise.Methods;

namespace Counterpoise.Workflows.Tables;

/// <summary>Why rows do not fit a resampler or classifier, with what can be typed to help, or nothing.</summary>
internal static class MismatchWords
{
    /// <summary>In the words of <c>resample</c>.</summary>
    /// <param name="fault">What was refused.</param>
    /// <param name="method">The resampler.</param>
    /// <param name="place">Where a row lies in its file.</param>
    public static Message ForResample(ArgumentException fault, DataMethod method, Func<int, string> place)
    {
        if (fault is not DataMismatchException mismatch)
            return InputFault.Text(fault);
        var finding = mismatch.Finding.Word(part => part is RowPart row ? place(row.Row) : null);
        return mismatch.Remedy is { } remedy ? (Message)$"{finding}: {ForResample(remedy, method)}" : finding;
    }

    /// <summary>In the words of <c>compare</c>, where each method lowers its own k.</summary>
    /// <param name="fault">What was refused.</param>
    public static Message ForComparison(ArgumentException fault) => fault is DataMismatchException { Remedy: { } remedy } mismatch
        ? ForComparison(mismatch.Finding.ToString(), remedy.Kind) : InputFault.Text(fault);

    /// <summary>In the words of <c>compare</c>.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="remedy">What helps, or null.</param>
    public static string ForComparison(string finding, RemedyKind? remedy) => remedy switch
    {
        null => finding,
        RemedyKind.FewerClassifierNeighbors => $"{finding}: give --classifiers without knn, or fewer --folds",
        RemedyKind.FewerNeighbors or RemedyKind.Copies => $"{finding}: the class is too small for the method",
        RemedyKind.PlainSmote => $"{finding}: use smote",
        _ => $"{finding}: leave the method out of --methods",
    };

    private static string ForResample(Remedy remedy, DataMethod method)
    {
        const string Copies = "use --method random-over";
        return remedy.Kind switch
        {
            RemedyKind.FewerNeighbors when method.Schema().Has("k") || method.ClassNeighbors is not null =>
                $"lower --k{(remedy.To is { } most ? $" to {most}" : "")}{(remedy.OrCopies ? $" or {Copies}" : "")}",
            RemedyKind.FewerNeighbors => $"collect rows of the class{(remedy.OrCopies ? $" or {Copies}" : "")}",
            RemedyKind.Copies => Copies,
            RemedyKind.PlainSmote => "use smote",
            _ => "use another method",
        };
    }
}
