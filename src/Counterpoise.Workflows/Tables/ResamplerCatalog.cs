using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>The resamplers by the names that are typed.</summary>
internal static class ResamplerCatalog
{
    public static IReadOnlyList<ResamplerEntry> All { get; } =
    [
        new("random-over", "random over-sampling", "Repeats rows of the rarer classes.", s => new RandomOverSampler(new RandomOverSamplerOptions { Strategy = s.Strategy }), Names: NameColumns.Any, HasK: false),
        new("smote", "SMOTE", "Draws rows between a row and one of its k nearest neighbours of the same class.", s => new Smote(Smote(s)), 5, TakesGaps: true),
        new("smote-nc", "SMOTE-NC", "SMOTE for tables of numbers and names: a new row takes the names that its neighbours vote for.", s => new SmoteNc(new SmoteNcOptions { Strategy = s.Strategy, K = s.K ?? 5 }), 5, Names: NameColumns.Some),
        new("smote-n", "SMOTE-N", "SMOTE for tables of names alone.", s => new SmoteN(new SmoteNOptions { Strategy = s.Strategy, K = s.K ?? 5 }), 5, Names: NameColumns.All),
        new("borderline", "Borderline-SMOTE 1", "SMOTE from rows whose neighbourhood is mostly of other classes.", s => new BorderlineSmote(new BorderlineSmoteOptions { Strategy = s.Strategy, Neighbors = s.Neighbors, K = s.K ?? 5 }), 5, TakesGaps: true),
        new("borderline-2", "Borderline-SMOTE 2", "Borderline-SMOTE that also draws towards other classes.", s => new BorderlineSmote(new BorderlineSmoteOptions { Strategy = s.Strategy, Neighbors = s.Neighbors, K = s.K ?? 5, Kind = BorderlineKind.Borderline2 }), 5, TakesGaps: true),
        new("svm-smote", "SVM-SMOTE", "SMOTE from support vectors.", s => new SvmSmote(new SvmSmoteOptions { Strategy = s.Strategy, K = s.K ?? 5 }), 5),
        new("kmeans-smote", "KMeans-SMOTE", "SMOTE within clusters where the rare class prevails.", s => new KMeansSmote(new KMeansSmoteOptions { Strategy = s.Strategy, K = s.K ?? 2 }), 2),
        new("adasyn", "ADASYN", "SMOTE with more rows where other classes are near.", s => new Adasyn(new AdasynOptions { Strategy = s.Strategy, Neighbors = s.Neighbors, K = s.K ?? 5 }), 5, TakesGaps: true),
        new("smote-enn", "SMOTE+ENN", "SMOTE, then rows that their neighbours outvote are removed.", s => new SmoteEnn(new SmoteEnnOptions { Smote = Smote(s), Cleaning = new SmoteEnnOptions().Cleaning with { Neighbors = s.Neighbors } }), 5, TakesGaps: true),
        new("smote-tomek", "SMOTE+Tomek", "SMOTE, then pairs of mutual nearest neighbours of different classes are removed.", s => new SmoteTomek(new SmoteTomekOptions { Smote = Smote(s), Cleaning = new SmoteTomekOptions().Cleaning with { Neighbors = s.Neighbors } }), 5, TakesGaps: true),
        new("polynom-fit", "polynom-fit-SMOTE", "Draws rows on the lines from each rare row to the mean of its class.", s => new PolynomFitSmote(new PolynomFitSmoteOptions { Strategy = s.Strategy }), HasK: false),
        new("qc-smote", "QC-SMOTE", "SMOTE whose candidates are weighed by where they would land.", s => new QcSmote(new QcSmoteOptions { Strategy = s.Strategy, K = s.K ?? 5 }), 5),
        new("geometric-smote", "Geometric SMOTE", "Draws rows in balls around rare rows.", s => new GeometricSmote(new GeometricSmoteOptions { Strategy = s.Strategy, K = s.K ?? 5 }), 5),
        new("prowsyn", "ProWSyn", "SMOTE with more rows near the border, by levels of distance to it.", s => new ProWSyn(new ProWSynOptions { Strategy = s.Strategy, K = s.K ?? 5 })),
        new("lee", "Lee", "SMOTE that rejects rows whose neighbours are mostly of other classes.", s => new LeeSmote(new LeeSmoteOptions { Strategy = s.Strategy, K = s.K ?? 5 }), 5),
        new("smote-ipf", "SMOTE-IPF", "SMOTE, then rows that an ensemble outvotes are removed, in rounds.", s => new SmoteIpf(new SmoteIpfOptions { Smote = Smote(s) }), 5),
        new("random-under", "random under-sampling", "Drops rows of the commoner classes.", s => new RandomUnderSampler(new RandomUnderSamplerOptions { Strategy = s.Strategy }), Names: NameColumns.Any, HasK: false),
        new("near-miss", "NearMiss 1", "Keeps common rows that are near the rare class.", s => new NearMiss(new NearMissOptions { Strategy = s.Strategy, K = s.K ?? 3 }), 3),
        new("tomek", "Tomek links", "Removes common rows of mutual nearest pairs.", s => new TomekLinks(new TomekLinksOptions { Strategy = s.Strategy, Neighbors = s.Neighbors }), HasK: false, TakesGaps: true),
        new("enn", "edited nearest neighbours", "Removes rows that their neighbours outvote.", s => new EditedNearestNeighbours(new EditedNearestNeighboursOptions { Strategy = s.Strategy, Neighbors = s.Neighbors, K = s.K ?? 3 }), TakesGaps: true),
        new("repeated-enn", "repeated ENN", "Edits until nothing changes.", s => new RepeatedEditedNearestNeighbours(new RepeatedEditedNearestNeighboursOptions { Strategy = s.Strategy, Neighbors = s.Neighbors, K = s.K ?? 3 }), TakesGaps: true),
        new("all-knn", "AllKNN", "Edits with 1, 2, … k neighbours.", s => new AllKnn(new AllKnnOptions { Strategy = s.Strategy, Neighbors = s.Neighbors, K = s.K ?? 3 }), TakesGaps: true),
        new("cnn", "condensed nearest neighbours", "Keeps the common rows that a nearest-neighbour rule needs.", s => new CondensedNearestNeighbour(new CondensedNearestNeighbourOptions { Strategy = s.Strategy, K = s.K ?? 1 })),
        new("oss", "one-sided selection", "Condenses, then removes Tomek links.", s => new OneSidedSelection(new CondensedNearestNeighbourOptions { Strategy = s.Strategy, K = s.K ?? 1 })),
        new("ncr", "neighbourhood cleaning rule", "Edits, and removes common rows that mislead rare ones.", s => new NeighbourhoodCleaningRule(new NeighbourhoodCleaningRuleOptions { Strategy = s.Strategy, Neighbors = s.Neighbors, K = s.K ?? 3 }), TakesGaps: true),
        new("instance-hardness", "instance hardness threshold", "Drops common rows that a classifier gets wrong.", s => new InstanceHardnessThreshold(new InstanceHardnessThresholdOptions { Strategy = s.Strategy }), HasK: false),
        new("cluster-centroids", "cluster centroids", "Replaces common rows by the centres of their clusters.", s => new ClusterCentroids(new ClusterCentroidsOptions { Strategy = s.Strategy }), HasK: false),
    ];

    public static string Names { get; } = string.Join(", ", All.Select(e => e.Name));

    /// <summary>Why a resampler cannot be given a table, and what can; null where it can.</summary>
    public static string? Refusal(ResamplerEntry entry, Table table)
    {
        var (names, numbers) = (table.Columns.FirstOrDefault(c => c.Kind == ColumnKind.Categorical)?.Name, table.Columns.FirstOrDefault(c => c.Kind == ColumnKind.Numeric)?.Name);
        return entry.Names switch
        {
            NameColumns.None when names is not null => $"column '{names}' is categorical, and {entry.Label} measures distances between numbers: use smote-nc (or smote-n), a method that copies rows, or --exclude the column",
            NameColumns.Some when names is null => $"no column is categorical, and {entry.Label} needs one: use smote, or say with --categorical which numbers are names",
            NameColumns.Some when numbers is null => $"all columns are categorical, and {entry.Label} needs a numeric one: use smote-n",
            NameColumns.All when numbers is not null => $"column '{numbers}' is numeric, and {entry.Label} is for names alone: use smote-nc, or name it with --categorical",
            _ => null,
        };
    }

    public static ResamplerEntry Find(string name) => All.FirstOrDefault(e => e.Name == name) ?? throw new InputException($"there is no resampler '{name}'; expected one of {Names}");

    /// <summary>The methods of a comparison that leave the rows as they are.</summary>
    public static IReadOnlyList<TableMethod> Controls { get; } = [TableMethod.None, TableMethod.ClassWeights, TableMethod.TunedThreshold, TableMethod.LogitAdjustment, TableMethod.Majority];

    /// <summary>The method of a comparison: one that leaves the rows as they are, or a resampler whose k is lowered, with a note, where a class is too small for it.</summary>
    public static TableMethod Method(string name, int? k)
    {
        if (Controls.FirstOrDefault(m => m.Description.Name == name) is { } control)
            return control;
        var entry = Find(name);
        var description = new ComparisonMethod { Name = entry.Name, Label = entry.Label, Description = entry.Description, Level = MethodLevel.Data };
        var wanted = entry.DefaultK is null ? null : k ?? entry.DefaultK;
        var settings = new Dictionary<string, string> { ["k"] = wanted?.ToString() ?? "", ["strategy"] = "auto" };
        return new TableMethod(description, settings, counts =>
        {
            var most = counts.Where(c => c > 0).DefaultIfEmpty(0).Min() - 1;
            var lowered = wanted > most && most >= 1 ? most : wanted;
            var note = lowered == wanted ? null : $"k lowered from {wanted} to {lowered}: the rarest class has {most + 1} training rows";
            return new MethodChoice(entry.Create(new ResamplerSettings(SamplingStrategy.Auto, lowered)), note);
        });
    }

    private static SmoteOptions Smote(ResamplerSettings settings) => new() { Strategy = settings.Strategy, K = settings.K ?? 5, Neighbors = settings.Neighbors };
}
