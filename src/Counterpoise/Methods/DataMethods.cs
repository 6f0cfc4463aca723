using Counterpoise.Resampling;

namespace Counterpoise.Methods;

/// <summary>The samplers that ship, by name.</summary>
public static class DataMethods
{
    private const string K = "k";
    private const string Metric = "neighbors.metric";
    private const string SmoteK = "smote.k";
    private const string SmoteStrategy = "smote.strategy";

    private static readonly Lock Registering = new();
    private static DataMethod[] _registered = [];

    /// <summary>All samplers: over-sampling, combined, under-sampling, cleaning, then those that were registered.</summary>
    public static IReadOnlyList<DataMethod> All => _registered.Length == 0 ? Shipped : [.. Shipped, .. _registered];

    /// <summary>
    /// Adds a sampler of another package, or of one's own, to those that can be named. Do so before methods are read; a second time changes
    /// nothing.
    /// </summary>
    /// <param name="method">The sampler.</param>
    /// <exception cref="ArgumentException">Its name is a word of the vocabulary already.</exception>
    public static void Register(DataMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        lock (Registering)
        {
            if (_registered.Contains(method))
            {
                return;
            }

            // Its own word is taken where it is taken: the vocabulary checks that.
            _ = MethodVocabulary.Standard.With(new MethodWord(method.Name, MethodPart.Data, method.Label, method.Description));
            _registered = [.. _registered, method];
        }
    }

    private static DataMethod[] Shipped { get; } =
    [
        DataMethod.Of("random-over", "random over-sampling", "Repeats rows of the minority classes.",
            new RandomOverSamplerOptions(), o => new RandomOverSampler(o)) with { Columns = AcceptedColumns.Any },
        DataMethod.Of("smote", "SMOTE", "Draws rows between a row and one of its k nearest neighbours of the same class.",
            new SmoteOptions(), o => new Smote(o)) with { ClassNeighbors = K, Distances = [Metric] },
        DataMethod.Of("smote-nc", "SMOTE-NC",
            "SMOTE for tables of numeric and categorical columns: a new row takes the categories that its neighbours vote for.",
            new SmoteNcOptions(), o => new SmoteNc(o)) with { ClassNeighbors = K, Columns = AcceptedColumns.Mixed },
        DataMethod.Of("smote-n", "SMOTE-N", "SMOTE for tables of categorical columns alone.",
            new SmoteNOptions(), o => new SmoteN(o)) with { ClassNeighbors = K, Columns = AcceptedColumns.Categorical },
        DataMethod.Of("borderline", "Borderline-SMOTE 1", "SMOTE from rows whose neighbourhood is mostly of other classes.",
            new BorderlineSmoteOptions(), o => new BorderlineSmote(o)) with { ClassNeighbors = K, Distances = [Metric] },
        DataMethod.Of("borderline-2", "Borderline-SMOTE 2", "Borderline-SMOTE that also draws towards other classes.",
            new BorderlineSmoteOptions { Kind = BorderlineKind.Borderline2 }, o => new BorderlineSmote(o))
                with { ClassNeighbors = K, Distances = [Metric] },
        DataMethod.Of("svm-smote", "SVM-SMOTE", "SMOTE from support vectors.",
            new SvmSmoteOptions(), o => new SvmSmote(o)) with { ClassNeighbors = K },
        DataMethod.Of("kmeans-smote", "KMeans-SMOTE", "SMOTE within clusters where the minority class prevails.",
            new KMeansSmoteOptions(), o => new KMeansSmote(o)) with { ClassNeighbors = K },
        DataMethod.Of("adasyn", "ADASYN", "SMOTE with more rows where other classes are near.",
            new AdasynOptions(), o => new Adasyn(o)) with { ClassNeighbors = K, Distances = [Metric] },
        DataMethod.Of("smote-enn", "SMOTE+ENN", "SMOTE, then rows that their neighbours outvote are removed.",
            new SmoteEnnOptions(), o => new SmoteEnn(o))
                with { ClassNeighbors = SmoteK, Distances = ["smote.neighbors.metric", "cleaning.neighbors.metric"],
                Strategy = SmoteStrategy },
        DataMethod.Of("smote-tomek", "SMOTE+Tomek", "SMOTE, then pairs of mutual nearest neighbours of different classes are removed.",
            new SmoteTomekOptions(), o => new SmoteTomek(o))
                with { ClassNeighbors = SmoteK, Distances = ["smote.neighbors.metric", "cleaning.neighbors.metric"],
                Strategy = SmoteStrategy },
        DataMethod.Of("polynom-fit", "polynom-fit-SMOTE", "Draws rows on the lines from each rare row to the mean of its class.",
            new PolynomFitSmoteOptions(), o => new PolynomFitSmote(o)),
        DataMethod.Of("qc-smote", "QC-SMOTE", "SMOTE whose candidates are weighed by where they would land.",
            new QcSmoteOptions(), o => new QcSmote(o)) with { ClassNeighbors = K },
        DataMethod.Of("geometric-smote", "Geometric SMOTE", "Draws rows in balls around rare rows.",
            new GeometricSmoteOptions(), o => new GeometricSmote(o)) with { ClassNeighbors = K },
        DataMethod.Of("geometric-smote-nc", "Geometric SMOTE-NC", "Geometric SMOTE for tables of numeric and categorical columns.",
            new GeometricSmoteNcOptions(), o => new GeometricSmoteNc(o)) with { ClassNeighbors = K, Columns = AcceptedColumns.Mixed },
        DataMethod.Of("rose", "ROSE", "Moves rows of the minority classes by a Gaussian kernel.",
            new RoseOptions(), o => new Rose(o)) with { Columns = AcceptedColumns.Complete },
        DataMethod.Of("random-walk", "random walk over-sampling",
            "Lets rows of the minority classes step so that means and deviations stay.",
            new RandomWalkOptions(), o => new RandomWalk(o)) with { Columns = AcceptedColumns.Complete },
        DataMethod.Of("copula", "Gaussian copula", "Draws rows from each minority class's columns, tied by their rank correlations.",
            new GaussianCopulaOptions(), o => new GaussianCopula(o)) with { Columns = AcceptedColumns.Complete },
        DataMethod.Of("prowsyn", "ProWSyn", "SMOTE with more rows near the border, by levels of distance to it.",
            new ProWSynOptions(), o => new ProWSyn(o)),
        DataMethod.Of("lee", "Lee", "SMOTE that rejects rows whose neighbours are mostly of other classes.",
            new LeeSmoteOptions(), o => new LeeSmote(o)) with { ClassNeighbors = K },
        DataMethod.Of("smote-ipf", "SMOTE-IPF", "SMOTE, then rows that an ensemble outvotes are removed, in rounds.",
            new SmoteIpfOptions(), o => new SmoteIpf(o)) with { ClassNeighbors = SmoteK, Strategy = SmoteStrategy },
        DataMethod.Of("random-under", "random under-sampling", "Drops rows of the majority classes.",
            new RandomUnderSamplerOptions(), o => new RandomUnderSampler(o)) with { Columns = AcceptedColumns.Any },
        DataMethod.Of("near-miss", "NearMiss", "Keeps majority rows that are near the minority class.",
            new NearMissOptions(), o => new NearMiss(o)) with { ClassNeighbors = K },
        DataMethod.Of("tomek", "Tomek links", "Removes majority rows of mutual nearest pairs.",
            new TomekLinksOptions(), o => new TomekLinks(o)) with { Distances = [Metric] },
        DataMethod.Of("enn", "edited nearest neighbours", "Removes rows that their neighbours outvote.",
            new EditedNearestNeighboursOptions(), o => new EditedNearestNeighbours(o)) with { Distances = [Metric] },
        DataMethod.Of("repeated-enn", "repeated ENN", "Edits until nothing changes.",
            new RepeatedEditedNearestNeighboursOptions(), o => new RepeatedEditedNearestNeighbours(o)) with { Distances = [Metric] },
        DataMethod.Of("all-knn", "AllKNN", "Edits with 1, 2, … k neighbours.",
            new AllKnnOptions(), o => new AllKnn(o)) with { Distances = [Metric] },
        DataMethod.Of("cnn", "condensed nearest neighbours", "Keeps the majority rows that a nearest-neighbour rule needs.",
            new CondensedNearestNeighbourOptions(), o => new CondensedNearestNeighbour(o)),
        DataMethod.Of("oss", "one-sided selection", "Condenses, then removes Tomek links.",
            new CondensedNearestNeighbourOptions(), o => new OneSidedSelection(o)),
        DataMethod.Of("ncr", "neighbourhood cleaning rule", "Edits, and removes majority rows that mislead minority ones.",
            new NeighbourhoodCleaningRuleOptions(), o => new NeighbourhoodCleaningRule(o)) with { Distances = [Metric] },
        DataMethod.Of("instance-hardness", "instance hardness threshold", "Drops majority rows that a classifier gets wrong.",
            new InstanceHardnessThresholdOptions(), o => new InstanceHardnessThreshold(o)),
        DataMethod.Of("cluster-centroids", "cluster centroids", "Replaces majority rows by the centres of their clusters.",
            new ClusterCentroidsOptions(), o => new ClusterCentroids(o)),
    ];

    /// <summary>Finds a sampler by name, in any case; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public static DataMethod? Find(string name) => All.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
