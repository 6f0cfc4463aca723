using Counterpoise.Graph.Generators;

namespace Counterpoise.Graph.Gcn;

/// <summary>
/// The rule engine: two apps that set one parameter apart are direct; on an alarm of an app's indicator the changes of other apps are
/// looked up: a known influence is indirect, a known one through other indicators is implicit, and an alarm that no known change explains,
/// the app's own included, is implicit too.
/// </summary>
/// <remarks>It trains nothing. Reference for the idea: Wadud et al., arXiv:2411.03326.</remarks>
public static class ConflictRules
{
    /// <summary>Judges a window by what is known.</summary>
    /// <param name="network">The apps; hidden influences are not looked at.</param>
    /// <param name="window">The window; its labels are not looked at.</param>
    public static ConflictFinding Judge(AppNetwork network, ConflictWindow window)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(window);
        var types = ConflictTypes.None;
        var cause = -1;
        int[] active = [.. window.Changes.Select(c => c.App).Distinct()];
        for (var victim = 0; victim < network.Apps; victim++)
        {
            foreach (var other in active.Where(a => a != victim && ConflictFeatures.Clash(window, victim, a)))
            {
                (types, cause) = (types | ConflictTypes.Direct, cause < 0 ? other : cause);
            }

            var k = network.Reads[victim];
            if (!ConflictFeatures.Alarm(network, window, k))
            {
                continue;
            }

            var explained = window.Changes.Any(c => c.App == victim && Explains(network, c.Parameter, k));
            foreach (var change in window.Changes.Where(c => c.App != victim))
            {
                var (atOnce, through) = ConflictFeatures.Reaches(network, change.Parameter, k);
                types |= atOnce ? ConflictTypes.Indirect : through ? ConflictTypes.Implicit : ConflictTypes.None;
                cause = (atOnce || through) && cause < 0 ? change.App : cause;
                explained |= atOnce || through;
            }

            if (!explained && active.Any(a => a != victim))
            {
                types |= ConflictTypes.Implicit;
                cause = cause < 0 ? active.First(a => a != victim) : cause;
            }
        }

        return new ConflictFinding(types, cause);
    }

    private static bool Explains(AppNetwork network, int parameter, int indicator)
    {
        var (atOnce, through) = ConflictFeatures.Reaches(network, parameter, indicator);
        return atOnce || through;
    }
}
