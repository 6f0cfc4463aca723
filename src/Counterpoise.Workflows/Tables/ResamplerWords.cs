using System.Text.RegularExpressions;
using Counterpoise.Methods;
using Counterpoise.Resampling;

namespace Counterpoise.Workflows.Tables;

/// <summary>What resamplers and classifiers refuse names properties of C#; here it names what can be typed, or nothing.</summary>
internal static partial class ResamplerWords
{
    /// <summary>In the words of <c>resample</c>.</summary>
    /// <param name="message">What was refused.</param>
    /// <param name="method">The resampler.</param>
    public static string ForResample(string message, DataMethod method)
    {
        message = KAndSeeds().Replace(Clusters(message), "lower --k");
        message = K().Replace(message, m => method.Schema().Has("k") || method.ClassNeighbors is not null ? m.Result("lower --k${rest}")
            : "collect rows of the class");
        message = Count().Replace(message, "use another method");
        return Plain(message).Replace("use random-over", "use --method random-over", StringComparison.Ordinal);
    }

    /// <summary>In the words of <c>compare</c>, where each method lowers its own k.</summary>
    /// <param name="message">What was refused.</param>
    public static string ForComparison(string message)
    {
        message = KAndSeeds().Replace(Clusters(message), "leave the method out of --methods");
        message = message.Contains("neighbours need at least", StringComparison.Ordinal)
            ? K().Replace(message, "give --classifiers without knn, or fewer --folds") : message;
        message = OrOther().Replace(message, "the class is too small for the method");
        message = K().Replace(message, "the class is too small for the method");
        return Plain(Count().Replace(message, "leave the method out of --methods"));
    }

    private static string Clusters(string message) => message.Replace("lower BalanceThreshold, change Clusters or use SMOTE", "use smote",
        StringComparison.Ordinal);

    private static string Plain(string message) => Parameter().Replace(message, "")
        .Replace(", or leave Strict off to duplicate it", "", StringComparison.Ordinal)
        .Replace($"use {nameof(RandomOverSampler)}", "use random-over", StringComparison.Ordinal)
        .Replace(nameof(RandomOverSampler), "random-over", StringComparison.Ordinal);

    [GeneratedRegex(@"\blower [kK] or raise Seeds\b")]
    private static partial Regex KAndSeeds();

    [GeneratedRegex(@"\blower [kK]\b(?<rest> to \d+)?")]
    private static partial Regex K();

    [GeneratedRegex(@"\blower [kK] to \d+ or use RandomOverSampler|\buse RandomOverSampler")]
    private static partial Regex OrOther();

    [GeneratedRegex(@"\blower (?!--)[a-zA-Z]\w*( to \d+)?( or use RandomOverSampler)?(?=$|[;.,])")]
    private static partial Regex Count();

    [GeneratedRegex(@" \(Parameter '\w+'\)")]
    private static partial Regex Parameter();
}
