using Counterpoise.Randomness;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// Draws episodes: some classes, K supports and Q queries of each, all of them different rows, and no patient in both.
/// </summary>
/// <remarks>
/// A class with fewer than K + 1 patients gives fewer supports, at least one where it has any, and keeps what is left for queries: with n =
/// 1 it has one support and no query. Episode number i depends on the seed and i alone. Reference: Vinyals et al., NeurIPS 2016,
/// arXiv:1606.04080.
/// </remarks>
public sealed class EpisodeSampler
{
    private readonly Dictionary<int, int[][]> _patients;
    private readonly IReadOnlyList<int>? _patientOf;
    private readonly ulong _seed;

    /// <summary>Creates the sampler.</summary>
    /// <param name="labels">The class of every row.</param>
    /// <param name="patients">The patient of every row; null where every row is its own.</param>
    /// <param name="rows">The rows to draw from; null for all.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no row.</exception>
    public EpisodeSampler(IReadOnlyList<int> labels, IReadOnlyList<int>? patients, IReadOnlyList<int>? rows, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (patients is not null && patients.Count != labels.Count)
        {
            throw new ArgumentException($"found {patients.Count} patients for {labels.Count} rows; expected one for each",
                nameof(patients));
        }

        rows ??= [.. Enumerable.Range(0, labels.Count)];
        (_seed, _patientOf) = (seed, patients);
        _patients = rows.GroupBy(r => labels[r]).ToDictionary(
            c => c.Key, c => c.GroupBy(r => patients?[r] ?? r).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray());
        if (_patients.Count == 0)
        {
            throw new ArgumentException("there is no row to draw from; expected at least one", nameof(rows));
        }
    }

    /// <summary>The classes that have rows, ascending.</summary>
    public int[] Classes => [.. _patients.Keys.Order()];

    /// <summary>Draws one episode.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="ways">Classes, at least 1 and no more than there are.</param>
    /// <param name="shots">K, supports of each class, at least 1.</param>
    /// <param name="queries">Q, queries of each class, at least 0; <see cref="int.MaxValue"/> takes all that are left.</param>
    /// <exception cref="ArgumentException">There are fewer classes than ways.</exception>
    public Episode Draw(int number, int ways, int shots, int queries)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        var classes = Classes;
        if (ways < 1 || ways > classes.Length)
        {
            throw new ArgumentException($"found {classes.Length} classes; {ways} ways ask for at least 1 and no more than that",
                nameof(ways));
        }

        var random = new RandomStream(_seed, "episode", (ulong)number);
        random.Shuffle<int>(classes);
        int[] chosen = [.. classes[..ways].Order()];
        var (support, supportLabels, query, queryLabels) = (new List<int>(), new List<int>(), new List<int>(), new List<int>());
        var taken = new HashSet<int>();
        var left = new List<(int Way, int[][] Patients)>();
        foreach (var (way, c) in chosen.Index())
        {
            var patients = _patients[c].ToArray();
            random.Shuffle<int[]>(patients);
            var own = patients.Length == 1 ? 1 : Math.Min(shots, patients.Length - 1);
            foreach (var patient in patients[..own])
            {
                support.Add(patient[random.NextInteger(patient.Length)]);
                supportLabels.Add(way);
                taken.Add(PatientOf(patient[0]));
            }

            left.Add((way, patients[own..]));
        }

        foreach (var (way, patients) in left)
        {
            var count = 0;
            foreach (var row in patients.SelectMany(p => p).Where(r => !taken.Contains(PatientOf(r))).TakeWhile(_ => count++ < queries))
            {
                query.Add(row);
                queryLabels.Add(way);
            }
        }

        return new(chosen, [.. support], [.. supportLabels], [.. query], [.. queryLabels]);
    }

    private int PatientOf(int row) => _patientOf?[row] ?? row;

    /// <summary>Checks that no patient is on both sides.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="patients">The patient of every row.</param>
    /// <exception cref="ArgumentException">A patient is.</exception>
    public static void RequireDisjoint(Episode episode, IReadOnlyList<int> patients)
    {
        ArgumentNullException.ThrowIfNull(episode);
        ArgumentNullException.ThrowIfNull(patients);
        var supports = episode.Support.Select(r => patients[r]).ToHashSet();
        if (episode.Query.FirstOrDefault(r => supports.Contains(patients[r]), -1) is var row and >= 0)
        {
            throw new ArgumentException($"patient {patients[row]} is among supports and queries (row {row}): scores would be too good",
                nameof(episode));
        }
    }
}
