using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Ensembles;

/// <summary>Fits members on rows of their own, several at once; the result does not depend on the threads.</summary>
internal sealed class EnsembleMembers(DenseMatrix features, int[] labels, int classCount, double[] weights, int threads)
{
    /// <summary>Fits each member to the rows that its own source draws.</summary>
    public FittedEnsemble Fit(IClassifier inner, int members, Func<IRandomSource, int[]> draw, IRandomSource random,
        CancellationToken cancellationToken)
    {
        var streams = BalancedDraw.Streams(random, members);
        var fitted = new IFittedClassifier[members];
        Parallel.For(0, members, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            m => fitted[m] = One(inner, draw(streams[m]), streams[m], cancellationToken));
        return new FittedEnsemble(fitted, classCount, features.Columns, threads);
    }

    /// <summary>Fits one member to rows.</summary>
    public IFittedClassifier One(IClassifier inner, int[] rows, IRandomSource random, CancellationToken cancellationToken) => inner.Fit(
        features.SelectRows(rows), Array.ConvertAll(rows, i => labels[i]), classCount,
            weights.Length == 0 ? [] : Array.ConvertAll(rows, i => weights[i]), random, cancellationToken);
}
