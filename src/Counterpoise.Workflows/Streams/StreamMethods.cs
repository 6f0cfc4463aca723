using Counterpoise.Methods;
using Counterpoise.Streams;

namespace Counterpoise.Workflows.Streams;

/// <summary>The methods of streams, by the names that they have on tables.</summary>
public static class StreamMethods
{
    /// <summary>What there is, in words.</summary>
    public const string Expected = "none, random-over, random-under or wce, each also with /threshold or /post-hoc-la behind it";

    /// <summary>The controls of every comparison: the most frequent class so far, and the class of the row before.</summary>
    public const string Majority = "majority", LastClass = "last-class";

    /// <summary>Those of a comparison where none are named.</summary>
    public static IReadOnlyList<string> Standard { get; } = ["none", "threshold", "wce", "random-over", "random-under"];

    /// <summary>What a name means for a learner.</summary>
    /// <param name="name">A name of the vocabulary.</param>
    /// <param name="members">Members of the ensemble.</param>
    /// <exception cref="InputException">Streams do not take the method.</exception>
    public static StreamLearnerOptions Parse(string name, int members)
    {
        string[] words = [.. MethodName.Parse(name).Words.Except(["none", "ce"])];
        var options = new StreamLearnerOptions
        {
            Members = members,
            Decision = words.Contains("threshold") ? StreamDecision.Tuned : words.Contains("post-hoc-la") ? StreamDecision.Adjusted
                : StreamDecision.MostProbable,
        };
        return words.Except(["threshold", "post-hoc-la"]).ToArray() switch
        {
            [] => options,
            ["random-over"] => options with { Resampling = OnlineResampling.Over },
            ["random-under"] => options with { Resampling = OnlineResampling.Under },
            ["wce"] => options with { WeighsClasses = true },
            _ => throw new InputException($"'{name}' is no method of streams; expected {Expected}"),
        };
    }
}
