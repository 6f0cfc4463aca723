using Counterpoise.Transfer.Experiments;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Fragility;

/// <summary>Makes every structure of a file scarce in turn, and scores the strategies on the rest of it.</summary>
public static class FragilityExperimenting
{
    /// <summary>Runs the experiment.</summary>
    /// <param name="data">The records of all structures.</param>
    /// <param name="options">Draws, and what a target sees.</param>
    /// <param name="pairs">Pairs of structures that are each other's closest source, as <c>a=b</c>.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">A pair names a structure that is not there.</exception>
    public static TransferExperimentReport Run(FragilityDataOptions data, TransferExperimentOptions options, IReadOnlyList<string> pairs,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pairs);
        options.Validate();
        var groups = FragilityFiles.Records(data, events, cancellationToken);
        var closest = Closest(pairs, [.. groups.Select(g => g.Name)]);
        return TransferExperiment.Run(groups, g => closest.GetValueOrDefault(g.Name), options,
            progress: events.Count("computed", groups.Count * options.Draws, "draws"), cancellationToken: cancellationToken);
    }

    private static Dictionary<string, string> Closest(IReadOnlyList<string> pairs, string[] names)
    {
        var closest = new Dictionary<string, string>();
        foreach (var pair in pairs)
        {
            string[] sides = pair.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides[0] == sides[1] || sides.Any(s => !names.Contains(s)))
                throw new InputException(
                    $"--pairs has '{pair}'; expected two different structures as a=b, of {string.Join(", ", names)}");
            (closest[sides[0]], closest[sides[1]]) = (sides[1], sides[0]);
        }

        return closest;
    }
}
