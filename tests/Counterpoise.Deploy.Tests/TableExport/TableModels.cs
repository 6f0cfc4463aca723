using Counterpoise.Boosting;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Deploy.Tests.TableExport;

/// <summary>Small trained models of tables with numbers, a category between them, gaps and a rare class.</summary>
internal static class TableModels
{
    public static TableModel Train(string learner, string method = "none", int classes = 2, Func<TableModelOptions,
        TableModelOptions>? change = null,
        bool categories = true)
    {
        var options = new TableModelOptions
        {
            Method = TableMethod.Parse(method),
            Learner = Learner.Standard.Concat(BoostingLearners.All).Single(l => l.Name == learner),
            InnerFolds = 3,
        };
        return TableModelTraining.Run(Rows(400, classes, categories), change?.Invoke(options) ?? options);
    }

    private static Table Rows(int count, int classes, bool categories)
    {
        var draw = new RandomStream(3, "rows");
        var codes = new int[count];
        double[] size = new double[count], weight = new double[count];
        var kinds = new int[count];
        for (var i = 0; i < count; i++)
        {
            codes[i] = i % 8 == 0 ? 1 : classes > 2 && i % 5 == 0 ? 2 : 0;
            size[i] = draw.NextInteger(20) == 0 ? double.NaN : draw.NextNormal() + (1.5 * codes[i]);
            weight[i] = Math.Round(100 + (10 * draw.NextNormal()) - (4 * codes[i]), 1);
            kinds[i] = draw.NextInteger(20) == 0 ? -1 : (int)draw.NextInteger(4) + (codes[i] == 1 ? 1 : 0);
        }

        var kind = new CategoricalColumn("kind /* of */ thing", ["a", "b", "c", "d", "e"], kinds);
        Column[] columns = categories ? [new NumericColumn("size", size), kind, new NumericColumn("weight", weight)]
            : [new NumericColumn("size", size), new NumericColumn("weight", weight)];
        return new Table(columns).With(new Labels("broken", [.. new[] { "no", "yes", "soon" }.Take(classes)], codes));
    }
}
