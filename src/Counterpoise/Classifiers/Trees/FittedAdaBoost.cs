using Counterpoise.ClassifierForms;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>Members that vote by their log-probabilities.</summary>
internal sealed class FittedAdaBoost(IFittedClassifier[] members, int classCount, int columns) : IFittedClassifier, IDisposable
{
    /// <summary>The smallest probability that a member may give: machine epsilon, as in scikit-learn.</summary>
    public const double Floor = 2.220446049250313e-16;

    public int ClassCount => classCount;

    public IFittedClassifier[] Members => members;

    public int Columns => columns;

    public ClassifierForm Describe() => new LogVoteForm([.. members.Select(m => m.Describe())], Floor);

    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, columns);
        var votes = new double[features.Rows * classCount];
        var logs = new double[classCount];
        foreach (var member in members)
        {
            var p = member.PredictProbabilities(features);
            for (var i = 0; i < features.Rows; i++)
            {
                var row = votes.AsSpan(i * classCount, classCount);
                for (var c = 0; c < classCount; c++) logs[c] = Math.Log(Math.Max(p[(i * classCount) + c], Floor));
                var mean = logs.Sum() / classCount;
                // The factor C − 1 of a vote and the division by C − 1 before the softmax cancel out.
                for (var c = 0; c < classCount; c++) row[c] += (logs[c] - mean) / members.Length;
            }
        }

        for (var i = 0; i < features.Rows; i++) LogisticObjective.Softmax(votes.AsSpan(i * classCount, classCount));
        return votes;
    }

    public void Dispose()
    {
        foreach (var member in members) (member as IDisposable)?.Dispose();
    }
}
