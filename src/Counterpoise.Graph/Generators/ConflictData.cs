using Counterpoise.Randomness;

namespace Counterpoise.Graph.Generators;

/// <summary>
/// Windows of many networks of apps, with a given share of conflicts. Made up, as in the papers: no real data are public.
/// </summary>
/// <param name="Networks">The networks.</param>
/// <param name="Windows">The windows, network by network.</param>
public sealed record ConflictData(IReadOnlyList<AppNetwork> Networks, IReadOnlyList<ConflictWindow> Windows)
{
    private const int MostDraws = 4000, DrawsPerWindow = 20;

    /// <summary>
    /// Draws networks and windows; every network has the same share of windows with a conflict, as far as one can be had.
    /// </summary>
    /// <param name="options">How many, and how rare.</param>
    /// <param name="seed">The seed; network t has the seed <c>seed · 1,000,003 + t</c>.</param>
    /// <param name="cancellationToken">Ends the drawing.</param>
    public static ConflictData Draw(ConflictDataOptions options, ulong seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        AppNetwork[] networks = [.. Enumerable.Range(0, options.Topologies)
            .Select(t => TopologyGenerator.Draw(options.Topology, (seed * 1_000_003) + (ulong)t))];
        return Draw(networks, options, seed, cancellationToken);
    }

    /// <summary>Draws windows of given networks.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="options">How many windows, and how rare conflicts are.</param>
    /// <param name="seed">The seed; streams are named <c>windows</c>.</param>
    /// <param name="cancellationToken">Ends the drawing.</param>
    public static ConflictData Draw(IReadOnlyList<AppNetwork> networks, ConflictDataOptions options, ulong seed,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(options);
        var windows = new List<ConflictWindow>();
        for (var t = 0; t < networks.Count; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = new RandomStream(seed, "windows", (ulong)t);
            var conflicts = Math.Max(1, (int)Math.Round(options.Windows * options.ConflictShare));
            var quiet = options.Windows - conflicts;
            for (var draw = 0; draw < Math.Max(MostDraws, DrawsPerWindow * options.Windows) && conflicts + quiet > 0; draw++)
            {
                var window = ConflictSimulator.Run(networks[t], t, random);
                ref var wanted = ref (window.Types == ConflictTypes.None ? ref quiet : ref conflicts);
                if (wanted > 0)
                {
                    wanted--;
                    windows.Add(window);
                }
            }
        }

        return new ConflictData(networks, windows);
    }
}
