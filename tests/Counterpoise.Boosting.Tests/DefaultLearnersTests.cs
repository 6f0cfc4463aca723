using Counterpoise.Classifiers;
using Counterpoise.Data;
using Counterpoise.Metrics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Tests;

namespace Counterpoise.Boosting.Tests;

/// <summary>The defaults on real tables, beside scikit-learn's on the same folds (oracles/tables_learners.py).</summary>
public class DefaultLearnersTests
{
    [Theory]
    [InlineData("lending_club", "Class", "bad")]
    [InlineData("attrition", "Attrition", "Yes")]
    [InlineData("mlc_churn", "churn", "yes")]
    public void Boosting_ranks_as_well_as_the_learner_that_people_would_pick(string name, string target, string positive)
    {
        var oracle = OracleJson.Read("tables_learners.json").GetProperty(name).Doubles("boosting").Average();
        Assert.True(Folds(new GradientBoosting(), name, target, positive).Average() >= oracle - 0.01);
    }

    [Theory]
    [InlineData("lending_club", "Class", "bad")]
    [InlineData("attrition", "Attrition", "Yes")]
    [InlineData("mlc_churn", "churn", "yes")]
    public void Logistic_regression_in_a_pipeline_ranks_as_scikit_learn_does_fold_by_fold(string name, string target, string positive)
    {
        var oracle = OracleJson.Read("tables_learners.json").GetProperty(name).Doubles("logistic");
        Assert.Equal(oracle, Folds(new LogisticRegression(), name, target, positive), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    private static double[] Folds(IClassifier classifier, string name, string target, string positive)
    {
        var table = TableFile.Read(Repository.Data($"tables/{name}.csv"), new TableReadOptions { Target = target });
        var labels = table.RequireLabels();
        var seen = new int[labels.Classes.Count];
        var fold = labels.Codes.ToArray().Select(c => seen[c]++ % 5).ToArray();
        return [.. Enumerable.Range(0, 5).Select(f =>
        {
            int[] Rows(bool test) => [.. fold.Index().Where(r => r.Item == f == test).Select(r => r.Index)];
            using var model = new ResamplingPipeline(null, classifier)
                .Fit(table.Select(Rows(false)), new RandomStream(0), new RandomStream(0));
            return model.Evaluate(table.Select(Rows(true)),
                new EvaluationOptions { PositiveClass = labels.Classes.ToList().IndexOf(positive) }).Value("auroc")!.Value;
        })];
    }
}
