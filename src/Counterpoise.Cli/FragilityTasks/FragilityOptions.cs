using System.Globalization;
using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Experiments;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Loading;
using Counterpoise.Transfer.Strategies;
using Counterpoise.Workflows.Fragility;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.FragilityTasks;

/// <summary>The options of <c>counterpoise fragility</c>.</summary>
internal static class FragilityOptions
{
    public static Option<string?> Intensity { get; } = Column("--intensity", "Column of intensities; the first where left out.");

    public static Option<string?> Trials { get; } = new("--trials") { Description =
        "Structures exposed in each row: a number for all rows, or a column. 1 where left out.", HelpName = "number|column" };

    public static Option<string?> Failures { get; } = Column("--failures",
        "Column of failures: counts, or 0 and 1. Where left out, every further column is a structure with counts of its own.");

    public static Option<string?> Structure { get; } = Column("--structure", "Column that names the structure or stratum of each row.");

    public static Option<string?> Event { get; } = Column("--event",
        "Column of the event or ground motion that rows share; cross-validation keeps each in one fold.");

    public static Option<string?> State { get; } = Column("--state",
        "Column of ordered damage states, 0 for none: fits curves that never cross.");

    public static Option<string[]> States { get; } = List("--states",
        "Names of the states from light to heavy, without none; for --state.", "name");

    public static Option<string?> Capacity { get; } = Column("--capacity", "Column of capacities, instead of failures at intensities.");

    public static Option<string?> Censored { get; } = Column("--censored",
        "Column that is 1 where a structure still stood at its --capacity.");

    public static Option<string[]> Covariates { get; } =
        List("--covariates", "Further columns of the covariate form: P = F(a + b ln intensity + c'z).", "column");

    public static Option<FragilityForm> Form { get; } =
        new("--form") { Description = "Shape of the curves.", DefaultValueFactory = _ => FragilityForm.Lognormal };

    public static Option<bool> Firth { get; } = new("--firth") { Description =
        "Firth's penalty instead of plain maximum likelihood: finite without failures and under separation." };

    public static Option<CovarianceKind> Covariance { get; } =
        new("--covariance") { Description = "Covariance of plain fits.", DefaultValueFactory = _ => CovarianceKind.Observed };

    public static Option<double> MinimumBeta { get; } =
        new("--minimum-beta") { Description = "Lowest dispersion that is accepted; a fit that meets it says so.",
            DefaultValueFactory = _ => new FragilityFitOptions().MinimumBeta, HelpName = "number" };

    public static Option<double> FailureWeight { get; } =
        new("--failure-weight") { Description =
            "Weight of a failure, taken back by the prior correction; for --form log-logistic and a sandwich covariance.",
                DefaultValueFactory = _ => 1, HelpName = "number" };

    public static Option<string?> Target { get; } = new("--target") { Description =
        "Structure with few records, whose curve is learned with the others as sources.", HelpName = "name" };

    public static Option<string[]> Sources { get; } = List("--sources",
        "Structures to learn from; all others of the file where left out.", "name");

    public static Option<string?> Closest { get; } = new("--closest") { Description =
        "Source most like the target: direct transfer takes it, priors are centred on it.", HelpName = "name" };

    public static Option<string?> CurveFile { get; } =
        new("--curves") { Description =
            "Table of published curves as further sources: name, theta, beta, and theta_deviation, beta_deviation of their logarithms "
                + "where known.", HelpName = "file" };

    public static Option<string> Strategy { get; } = StrategyOption();

    public static Option<double> MedianDeviation { get; } =
        new("--median-deviation") { Description = "Prior standard deviation of ln θ around the sources.", DefaultValueFactory = _ =>
            new TransferOptions().MedianDeviation, HelpName = "number" };

    public static Option<double> BetaDeviation { get; } =
        new("--beta-deviation") { Description = "Prior standard deviation of ln β around the sources.", DefaultValueFactory = _ =>
            new TransferOptions().BetaDeviation, HelpName = "number" };

    public static Option<PriorWidth> Width { get; } = new("--prior-width") { Description =
        "Where parameter-based transfer takes its widths from.", DefaultValueFactory = _ => PriorWidth.Fixed };

    public static Option<double> Flattening { get; } =
        new("--flattening") { Description = "Exponent of density ratios in instance weighting, 0.5 to 1.", DefaultValueFactory = _ =>
            1, HelpName = "number" };

    public static Option<bool> AllowConflict { get; } =
        new("--allow-conflict") { Description = "Blend sources that the target's records contradict (p below 0.01), too." };

    public static Option<int> Draws { get; } = new("--draws") { Description =
        "Draws of each of the four chains of hierarchical Bayes; more are added while they do not suffice.", DefaultValueFactory = _ =>
            500, HelpName = "count" };

    public static Option<ulong> Seed { get; } = new("--seed") { Description = "Seed of folds, chains and resamples.", HelpName = "number" };

    public static Option<double[]> At { get; } = new("--at") { Description = "Intensities of the curve tables.",
        AllowMultipleArgumentsPerToken = true, HelpName = "intensity" };

    public static Option<double> Confidence { get; } =
        new("--confidence") { Description = "Coverage of bands and intervals.", DefaultValueFactory = _ => 0.9, HelpName = "share" };

    public static Option<string?> Hazard { get; } = new("--hazard") { Description =
        "Hazard curve for failures a year: a table of intensities with return_period or annual_frequency.", HelpName = "file" };

    public static Option<string?> Fema { get; } = new("--fema-p58") { Description =
        "Write θ and β as the fragility.csv that FEMA P-58 tools read.", HelpName = "file" };

    public static Option<string> Demand { get; } = new("--demand") { Description = "The demand's name in that file.",
        DefaultValueFactory = _ => "Spectral Acceleration|1.0", HelpName = "text" };

    public static Option<string> Unit { get; } = new("--unit") { Description = "The demand's unit in that file and in the report.",
        DefaultValueFactory = _ => "g", HelpName = "text" };

    public static Option<string?> Report { get; } = new("--report") { Description = "Write a report: one HTML file.",
        HelpName = "file.html" };

    public static Option<string?> Origin { get; } = new("--origin") { Description =
        "Where the records come from, measured or simulated, as the report says it.", HelpName = "text" };

    public static Option<int?> Experiment { get; } = new("--experiment") { Description =
        "Instead: make each structure scarce as often as this and score every strategy on the rest.", HelpName = "draws" };

    public static Option<int> Stripes { get; } = new("--stripes") { Description = "Records that a target of --experiment sees.",
        DefaultValueFactory = _ => new TransferExperimentOptions().Stripes, HelpName = "count" };

    public static Option<int> PerStripe { get; } = new("--per-stripe") { Description = "Structures that it sees of each.",
        DefaultValueFactory = _ => new TransferExperimentOptions().PerStripe, HelpName = "count" };

    public static Option<string[]> Pairs { get; } = List("--pairs",
        "Pairs of structures that are each other's closest source in --experiment, as a=b.", "a=b");

    public static Option<double?> Threshold { get; } =
        new("--threshold") { Description = "Response above which a row of a .mat file is a failure.", HelpName = "number" };

    public static Option<string?> SourceFile { get; } =
        new("--source-file") { Description = "A .mat file to learn from, with the same features.", HelpName = "file.mat" };

    public static Option<string> FeatureName { get; } =
        new("--features") { Description = "Matrix of features in .mat files.", DefaultValueFactory = _ => "X_scaled", HelpName = "name" };

    public static Option<string> ResponseName { get; } =
        new("--response") { Description = "Vector of responses in .mat files.", DefaultValueFactory = _ => "y", HelpName = "name" };

    public static Option<int> Rows { get; } = new("--rows") { Description = "Rows that a target of --experiment sees of a .mat file.",
        DefaultValueFactory = _ => 100, HelpName = "count" };

    /// <summary>Adds all options under their headings.</summary>
    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Reading records", Intensity, Trials, Failures, Structure, Event, State, States, Capacity, Censored,
            Covariates);
        HelpGroups.Add(command, "How the files are written", TableModelOptions.Reading);
        HelpGroups.Add(command, "Fitting", Form, Firth, Covariance, MinimumBeta, FailureWeight);
        HelpGroups.Add(command, "Transfer", Target, Sources, Closest, CurveFile, Strategy, MedianDeviation, BetaDeviation, Width,
            Flattening, AllowConflict, Draws, Seed);
        HelpGroups.Add(command, "Output", At, Confidence, Hazard, Fema, Demand, Unit, Report, Origin);
        HelpGroups.Add(command, "What transfer would have been worth", Experiment, Stripes, PerStripe, Pairs);
        HelpGroups.Add(command, "MATLAB files in the covariate form", Threshold, SourceFile, FeatureName, ResponseName, Rows);
    }

    /// <summary>Options of plain fits.</summary>
    public static FragilityFitOptions Fit(ParseResult parsed)
    {
        var options = new FragilityFitOptions
        {
            Form = parsed.GetValue(Form), Covariance = parsed.GetValue(Covariance), MinimumBeta = parsed.GetValue(MinimumBeta),
                FailureWeight = parsed.GetValue(FailureWeight),
            Estimator = parsed.GetValue(Firth) ? FragilityEstimator.Firth : FragilityEstimator.MaximumLikelihood,
        };
        options.Validate();
        return options;
    }

    /// <summary>Options of transfer.</summary>
    public static TransferOptions Transfer(ParseResult parsed)
    {
        var options = new TransferOptions
        {
            Form = parsed.GetValue(Form), MedianDeviation = parsed.GetValue(MedianDeviation),
                BetaDeviation = parsed.GetValue(BetaDeviation), Width = parsed.GetValue(Width),
            Flattening = parsed.GetValue(Flattening), AllowConflict = parsed.GetValue(AllowConflict), Seed = parsed.GetValue(Seed),
            Sampler = new() { Draws = parsed.GetValue(Draws) },
        };
        options.Validate();
        return options;
    }

    /// <summary>Which records are read.</summary>
    public static FragilityDataOptions Data(ParseResult parsed, string path) => new()
    {
        Path = path, Columns = Columns(parsed), State = parsed.GetValue(State), States = Lists.Of(parsed.GetValue(States)),
        Capacity = parsed.GetValue(Capacity), Censored = parsed.GetValue(Censored), Covariates = Lists.Of(parsed.GetValue(Covariates)),
        Reading = TableOptions.Read(parsed, path), Lenient = parsed.GetValue(TableOptions.Lenient),
    };

    /// <summary>Whose curve is learned.</summary>
    public static FragilityTransferringOptions Transferring(ParseResult parsed, string path) => new()
    {
        Data = Data(parsed, path), Target = parsed.GetValue(Target)!, Sources = Lists.Of(parsed.GetValue(Sources)),
        Closest = parsed.GetValue(Closest), CurveFile = parsed.GetValue(CurveFile),
        Strategy = parsed.GetValue(Strategy) is var strategy && strategy == "auto" ? null : strategy, Transfer = Transfer(parsed),
    };

    /// <summary>What is computed and written.</summary>
    public static FragilityOutputOptions Output(ParseResult parsed) => new()
    {
        Confidence = parsed.GetValue(Confidence), At = parsed.GetValue(At) ?? [], Hazard = parsed.GetValue(Hazard),
        Fema = parsed.GetValue(Fema), Demand = parsed.GetValue(Demand)!, Unit = parsed.GetValue(Unit)!,
        Component = parsed.GetValue(State), Report = parsed.GetValue(Report), Origin = parsed.GetValue(Origin),
        Reading = TableOptions.Read(parsed),
        CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
    };

    /// <summary>Options of the covariate form.</summary>
    public static CovariateFitOptions CovariateFit(ParseResult parsed) => new()
    {
        Form = parsed.GetValue(Form), Covariance = parsed.GetValue(Covariance),
        Estimator = parsed.GetValue(Firth) ? FragilityEstimator.Firth : FragilityEstimator.MaximumLikelihood,
    };

    /// <summary>Options of the experiment.</summary>
    public static TransferExperimentOptions Experimenting(ParseResult parsed) => new()
    {
        Draws = parsed.GetValue(Experiment)!.Value, Stripes = parsed.GetValue(Stripes), PerStripe = parsed.GetValue(PerStripe),
        Seed = parsed.GetValue(Seed),
    };

    /// <summary>Which MATLAB files are read.</summary>
    /// <exception cref="InputException">There is no threshold.</exception>
    public static MatlabTransferOptions Matlab(ParseResult parsed, string path) => new()
    {
        Path = path, SourceFile = parsed.GetValue(SourceFile), Features = parsed.GetValue(FeatureName)!,
        Response = parsed.GetValue(ResponseName)!, Rows = parsed.GetValue(Rows), Seed = parsed.GetValue(Seed),
        Threshold = parsed.GetValue(Threshold) ?? throw new InputException(
            "a .mat file holds responses, not failures: give the response above which a row is a failure with --threshold"),
    };

    private static FragilityColumns Columns(ParseResult parsed)
    {
        var trials = parsed.GetValue(Trials);
        var isNumber = int.TryParse(trials, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        return new FragilityColumns
        {
            Intensity = parsed.GetValue(Intensity), Trials = isNumber ? null : trials, TrialCount = isNumber ? count : null,
            Failures = parsed.GetValue(Failures), Group = parsed.GetValue(Structure), Event = parsed.GetValue(Event),
        };
    }

    private static Option<string?> Column(string name, string description) => new(name) { Description = description, HelpName = "column" };

    private static Option<string[]> List(string name, string description, string help) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, HelpName = help };

    private static Option<string> StrategyOption()
    {
        var option = new Option<string>("--strategy") { Description =
            "Transfer strategy; auto takes the one with the lowest held-out log loss on the target.", DefaultValueFactory = _ => "auto" };
        option.AcceptOnlyFromAmong(["auto", .. FragilityTransfer.Strategies.Select(s => s.Name)]);
        return option;
    }
}
