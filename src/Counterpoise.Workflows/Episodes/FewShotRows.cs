using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tables;
using Counterpoise.Vision.Episodes;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Systems;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Episodes;

/// <summary>Classes of a table's rows from a few supports, on its columns of numbers; supports of one site where sites are named.</summary>
internal static class FewShotRows
{
    /// <summary>Judges every draw of supports.</summary>
    public static FewShotDraws Judge(FewShotOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (options.Target is null)
        {
            throw new InputException($"'{options.Data.Path}' is a table, and no column of classes is named: give --target");
        }

        var read = TableInput.Open(options.Data.Path, options.Reading with { Target = options.Target, Groups = options.Site,
            Exclude = options.Exclude }, options.Lenient, events, cancellationToken).Table;
        ProvenanceTable.Refuse(options.Data.Path, read, "rows made from supports would be queries");
        var truth = read.RequireLabels();
        var sought = options.Positive is { } named ? ClassTexts.IndexOf(truth.Classes, named) : -1;
        if (options.Positive is not null && sought < 0)
        {
            throw new InputException(
                $"--positive is '{options.Positive}'; the classes of {options.Target} are {string.Join(", ", truth.Classes)}");
        }

        string[] classes = sought >= 0 ? [$"not {truth.Classes[sought]}", truth.Classes[sought]] : [.. truth.Classes];
        int[] labels = [.. truth.Codes.ToArray().Select(c => sought >= 0 ? (c == sought ? 1 : 0) : c)];
        var numbers = Numbers(options.Data.Path, read, events);
        var sites = read.Groups?.Codes.ToArray();
        var scores = new List<ArmScore>();
        for (var draw = 0; draw < options.Draws; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = new RandomStream(options.Seed, "few-shot-site", (ulong)draw);
            int[] all = [.. Enumerable.Range(0, labels.Length)];
            var rows = sites is null ? all : Site(sites, labels, classes.Length, options.Shots, random);
            var episode = new EpisodeSampler(labels, null, rows, options.Seed + 1).Draw(draw, classes.Length, options.Shots, int.MaxValue);
            int[] queries = sites is null ? episode.Query : [.. all.Except(rows)];
            var z = Standardize(numbers, rows);
            (IFewShotMethod Method, string Name)[] arms =
            [
                (new NearestPrototype(), FewShotEvaluating.TableSystem),
                (new SimpleShot(FewShotFeatures.Mean(z, rows)), "SimpleShot"), (new MatchingAttention(), "matching"),
                (new FineTunedHead(), "fine-tuned head"), (FewShotLearner.Logistic(), "logistic regression"),
                (FewShotLearner.Nearest(), "nearest neighbour"),
            ];
            int[] own = [.. queries.Select(r => labels[r])];
            scores.AddRange(arms.Select(arm => FewShotScores.Of(arm.Name, (ulong)draw, own,
                arm.Method.Predict(z.SelectRows(episode.Support), episode.SupportLabels, classes.Length, z.SelectRows(queries)), classes)));
        }

        return new FewShotDraws(scores, FewShotEvaluating.TableSystem,
        [
            $"{numbers.Columns} numeric columns without missing values, standardised by the rows "
                + $"{(sites is null ? "of the table" : "of the supports' site")}; {labels.Length} rows with a class of {options.Target}.",
            sites is null ? "Supports are drawn from all rows." : "Supports are of one site, queries of all others.",
        ]);
    }

    /// <summary>The features: numeric columns without missing values. What is left out is reported.</summary>
    private static DenseMatrix Numbers(string path, Table read, IProgress<WorkflowEvent>? events)
    {
        Column[] kept = [.. read.Columns.Where(c => c.Kind == ColumnKind.Numeric && c.MissingCount == 0)];
        string Listed(IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => $"'{c.Name}'"));
        Column[] others = [.. read.Columns.Where(c => c.Kind != ColumnKind.Numeric)],
            missing = [.. read.Columns.Where(c => c.Kind == ColumnKind.Numeric && c.MissingCount > 0)];
        if (kept.Length == 0)
        {
            throw new InputException($"{path} has no numeric column without missing values"
                + (others.Length > 0 ? $"; not numeric are {Listed(others)}" : "")
                + (missing.Length > 0 ? $"; values are missing in {Listed(missing)}" : "")
                + ": distances between supports and queries are measured on numbers");
        }

        if (others.Length > 0)
            events.Note($"{path}: left out, since they are not numeric: {Listed(others)}");
        if (missing.Length > 0)
            events.Note($"{path}: left out, since values are missing: {Listed(missing)}");
        return read.With(kept).ToMatrix();
    }

    /// <summary>The rows of one site that has enough rows of every class, drawn at random.</summary>
    private static int[] Site(int[] sites, int[] labels, int classes, int shots, RandomStream random)
    {
        var fit = Enumerable.Range(0, labels.Length).GroupBy(r => sites[r]).OrderBy(g => g.Key)
            .Where(g => Enumerable.Range(0, classes).All(c => g.Count(r => labels[r] == c) >= shots)).ToArray();
        return fit.Length == 0 ? throw new InputException($"no site has {shots} rows of every class: ask for fewer with --shots")
            : [.. fit[random.NextInteger(fit.Length)]];
    }

    private static DenseMatrix Standardize(DenseMatrix numbers, int[] rows)
    {
        var result = new DenseMatrix(numbers.Rows, numbers.Columns);
        for (var j = 0; j < numbers.Columns; j++)
        {
            var column = j;
            var mean = rows.Average(r => numbers[r, column]);
            var deviation = Math.Sqrt(rows.Average(r => Math.Pow(numbers[r, column] - mean, 2)));
            for (var i = 0; i < numbers.Rows; i++)
            {
                // A column that is constant at this site says nothing there, and anything elsewhere.
                result[i, j] = deviation > 1e-12 ? (numbers[i, j] - mean) / deviation : 0;
            }
        }

        return result;
    }
}
