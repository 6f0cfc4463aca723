using Counterpoise.Messages;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// SVM-SMOTE: SMOTE whose seeds are the support vectors of the class. Support vectors in danger are interpolated towards their
/// neighbours; safe ones are pushed away from them, by up to <c>OutStep</c>, so that the class expands; noise is left out.
/// </summary>
/// <remarks>
/// The machine has an RBF kernel with <c>gamma = 1 / (columns * variance of all values)</c>, one against one. Time
/// O(rows^2 * columns) and more. Its support vectors are found with libsvm's working-set rule and tolerance 1e-3 but without
/// its shrinking; where both find the same support vectors, as they do on the oracle's data, rows equal imbalanced-learn 0.10's.
/// Reference: Nguyen, Cooper and Kamei, "Borderline over-sampling for imbalanced data classification", IJKESDP 2011,
/// doi:10.1504/IJKESDP.2011.039875.
/// </remarks>
public sealed class SvmSmote : IResampler
{
    private readonly SvmSmoteOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default those of the paper.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public SvmSmote(SvmSmoteOptions? options = null)
    {
        _options = options ?? new SvmSmoteOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, threads: _options.Neighbors.Threads);
        var steps = new RandomSteps(rng);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var grown = targets.Where(target => target.Value > 0).ToArray();
        var result = new ResultBuilder(features, labels, targets.Values.Sum(), _options.Neighbors.Threads);
        if (grown.Length == 0)
        {
            return result.Build();
        }

        foreach (var (label, _) in grown)
        {
            NeighborDemand.InClass("SVM-SMOTE", label, classes.Count(label), _options.K);
        }

        NeighborDemand.InAll("SVM-SMOTE", features.Rows, _options.M, "m");
        var support = SupportVectors.Find(features, classes, _options.Penalty, cancellationToken);
        var all = new NeighborIndex(features, _options.Neighbors);
        var shares = Shares(steps, grown.Length);
        foreach (var (label, count) in grown)
        {
            var seeds = support.Where(row => labels[row] == label).ToArray();
            var table = all.FindOwn(seeds, _options.M, cancellationToken);
            var noise = DangerZone.Noise(table, labels, label);
            var danger = DangerZone.Rows(table, labels, label);
            var safe = Enumerable.Range(0, seeds.Length).Except(noise).Except(danger).ToArray();
            var inner = (int)(shares() * (count + 1));
            if (danger.Length == 0 && safe.Length == 0)
            {
                result.Note($"class {new ClassPart(label)}: all its support vectors are noise, so it was left as it is: use SMOTE for it");
                continue;
            }

            var rows = classes[label];
            var index = new NeighborIndex(features.SelectRows(rows), _options.Neighbors);
            var before = result.Count;
            Grow(Array.ConvertAll(danger, s => seeds[s]), inner, 1);
            Grow(Array.ConvertAll(safe, s => seeds[s]), count - inner, -_options.OutStep);
            if (result.Count - before != count)
            {
                result.Note($"class {new ClassPart(label)}: its support vectors are all {(safe.Length == 0 ? "in danger" : "safe")}, so "
                    + $"{result.Count - before} rows were made of the {count} that were asked");
            }

            void Grow(int[] seeds, int part, double stepSize)
            {
                if (seeds.Length > 0)
                {
                    var plan = Interpolation.Plan(steps.Next(), seeds.Length, _options.K, part, stepSize);
                    var partners = Interpolation.Partners(index, Array.ConvertAll(seeds, s => Array.BinarySearch(rows, s)), plan,
                        _options.K, cancellationToken);
                    Interpolation.Append(result, features, label, seeds, Array.ConvertAll(partners, p => rows[p]), plan);
                }
            }
        }

        return result.Build();
    }

    /// <summary>
    /// The part of each class's rows that is interpolated. imbalanced-learn draws them from a generator of their own, which is a
    /// copy of the one for the rows if that restarts, and the same if it does not; fitting its machine then takes a draw as well.
    /// </summary>
    private static Func<double> Shares(RandomSteps steps, int classes)
    {
        if (steps.Restart)
        {
            var own = steps.Next();
            var drawn = new Queue<double>(Enumerable.Range(0, classes).Select(_ => own.SymmetricBeta(10)).ToArray());
            return drawn.Dequeue;
        }

        return () =>
        {
            var rng = steps.Next();
            rng.NextInteger(int.MaxValue);
            return rng.SymmetricBeta(10);
        };
    }
}
