using Counterpoise.ClassifierForms;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;

namespace Counterpoise.Ensembles;

/// <summary>Members whose probabilities are averaged.</summary>
internal sealed class FittedEnsemble(IFittedClassifier[] members, int classCount, int columns, int threads) : IFittedClassifier, IDisposable
{
    public int ClassCount => classCount;

    public IFittedClassifier[] Members => members;

    public int Columns => columns;

    public ClassifierForm Describe() => members.All(m => m is FittedDecisionTree)
        ? new TreesForm(classCount, columns, [.. members.Select(m => ((FittedDecisionTree)m).ToForm())], TreeLink.AveragedShares)
        : new AverageForm([.. members.Select(m => m.Describe())]);

    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, columns);
        var probabilities = new double[features.Rows * classCount];
        if (members.All(m => m is FittedDecisionTree)) OfTrees(features, probabilities);
        else
            foreach (var member in members)
            {
                var p = member.PredictProbabilities(features);
                for (var i = 0; i < p.Length; i++) probabilities[i] += p[i];
            }

        for (var i = 0; i < features.Rows; i++)
        {
            // Sums of many leaves are a rounding away from the number of members.
            var row = probabilities.AsSpan(i * classCount, classCount);
            var sum = 0.0;
            foreach (var p in row) sum += p;
            foreach (ref var p in row) p /= sum;
        }

        return probabilities;
    }

    public void Dispose()
    {
        foreach (var member in members) (member as IDisposable)?.Dispose();
    }

    /// <summary>Trees are small and rows many: a row goes through all trees while it is at hand.</summary>
    private void OfTrees(DenseMatrix features, double[] probabilities)
    {
        var trees = Array.ConvertAll(members, m => (FittedDecisionTree)m);
        RowRanges.ForEach(features.Rows, trees.Length * 8, threads, (start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                Span<double> row = features.Row(i), sums = probabilities.AsSpan(i * classCount, classCount);
                foreach (var tree in trees)
                {
                    var leaf = tree.Leaf(row);
                    for (var c = 0; c < leaf.Length; c++) sums[c] += leaf[c];
                }
            }
        });
    }
}
