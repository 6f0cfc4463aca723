using System.Globalization;
using Counterpoise.Tables;

namespace Counterpoise.Bench.Drift;

/// <summary>Ratings one after the other, each with what was known of rater and rated before it.</summary>
internal static class TrustRatings
{
    public static Table Read(string path)
    {
        var past = new Dictionary<int, (int Given, int GivenBad, int Got, int GotBad, double GotSum, double Last)>();
        var pairs = new Dictionary<(int, int), int>();
        var (rows, labels) = (new List<double[]>(), new List<int>());
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var cells = line.Split(',');
            var (source, target, rating, time) = (int.Parse(cells[0], CultureInfo.InvariantCulture),
                int.Parse(cells[1], CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture),
                double.Parse(cells[3], CultureInfo.InvariantCulture));
            var (rater, rated) = (past.GetValueOrDefault(source), past.GetValueOrDefault(target));
            rows.Add(
            [
                rater.Given, (rater.GivenBad + .1) / (rater.Given + 1), rater.Got, (rater.GotBad + .1) / (rater.Got + 1), rated.Given,
                    rated.Got, (rated.GotBad + .1) / (rated.Got + 1),
                rated.Got == 0 ? 0 : rated.GotSum / rated.Got, rated.Last == 0 ? -1 : Math.Log(1 + time - rated.Last),
                    pairs.GetValueOrDefault((target, source)),
            ]);
            labels.Add(rating < 0 ? 1 : 0);
            past[source] = rater with { Given = rater.Given + 1, GivenBad = rater.GivenBad + (rating < 0 ? 1 : 0) };
            rated = past.GetValueOrDefault(target);
            past[target] = rated with { Got = rated.Got + 1, GotBad = rated.GotBad + (rating < 0 ? 1 : 0), GotSum = rated.GotSum + rating,
                Last = time };
            pairs[(source, target)] = rating;
        }

        string[] names = ["rater_given", "rater_bad_share", "rater_got", "rater_got_bad", "rated_given", "rated_got", "rated_bad_share",
            "rated_mean", "rated_log_seconds", "rated_of_rater"];
        return new Table([.. names.Select((name, j) => new NumericColumn(name, [.. rows.Select(r => r[j])]))])
            .With(new Labels("distrust", ["no", "yes"], [.. labels]));
    }
}
