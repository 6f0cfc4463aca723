using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Counterpoise.Cli.Output;

/// <summary>stdout carries data, stderr speaks to people; colours and boxes only in a terminal, and never under NO_COLOR.</summary>
internal static class Terminal
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { UndefinedAsNullConverter.KeepNamedNumbers } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new UndefinedAsNullConverter() },
    };

    private static readonly AsyncLocal<CapturedOutput?> Captured = new();

    private static bool _isOver;

    // Before the first use of the console: see the method.
    private static readonly bool IsForwarded = IsForwardedByLauncher();

    /// <summary>The console for people, on stderr.</summary>
    public static IAnsiConsole People { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Where data goes.</summary>
    public static TextWriter Out => Captured.Value?.Out ?? Console.Out;

    /// <summary>Where people are spoken to.</summary>
    public static TextWriter Err => Captured.Value?.Error ?? Console.Error;

    /// <summary>Whether nobody watches what people are told, so that no line is rewritten.</summary>
    public static bool IsErrorRedirected => Captured.Value is not null || Console.IsErrorRedirected;

    private static IAnsiConsole Data { get; } = Create(Console.Out, IsDataRedirected);

    /// <summary>How a person starts this program: as the script that started it says, else by its name.</summary>
    public static string Program =>
        Environment.GetEnvironmentVariable("COUNTERPOISE_COMMAND") is { Length: > 0 } script ? script : "counterpoise";

    /// <summary>Whether this process says and writes nothing but errors, as the ranks of a group other than the first do.</summary>
    public static bool IsSilent { get; set; }

    /// <summary>From here on, in this flow of control and what it starts, output goes to writers as it would into pipes.</summary>
    public static void Capture(TextWriter output, TextWriter error) =>
        Captured.Value = new CapturedOutput(TextWriter.Synchronized(output), TextWriter.Synchronized(error));

    /// <summary>Writes text as it is to stdout.</summary>
    public static void WriteData(string text)
    {
        if (!IsSilent)
        {
            Clear();
            Out.Write(text.EndsWith('\n') ? text : text + "\n");
        }
    }

    /// <summary>Writes one JSON document to stdout.</summary>
    public static void WriteJson(object value) => WriteData(ToJson(value));

    /// <summary>A value as the JSON that all verbs print.</summary>
    public static string ToJson(object value) => JsonSerializer.Serialize(value, Json);

    /// <summary>Tells people something, on stderr.</summary>
    public static void Say(string text)
    {
        if (!IsSilent)
        {
            Clear();
            Quietly(() => Err.WriteLine(Visible(text)));
        }
    }

    /// <summary>Tells people how far it is on a terminal's last line, which the next such line replaces.</summary>
    public static void SayOver(string text)
    {
        if (!IsSilent)
        {
            _isOver = true;
            Quietly(() => Err.Write($"\r{(text.Length < Width ? text : text[..(Width - 1)])}\u001b[K"));
        }
    }

    /// <summary>Tells people what went wrong, on stderr.</summary>
    public static void Error(string text)
    {
        Clear();
        Quietly(() =>
        {
            if (IsErrorRedirected)
            {
                Err.WriteLine($"counterpoise: {Visible(text)}");
            }
            else
            {
                People.MarkupLineInterpolated($"[red]counterpoise:[/] {Visible(text)}");
            }
        });
    }

    /// <summary>
    /// The text without what steers a terminal: names of files, columns and classes come from outside, and may hold such characters.
    /// </summary>
    private static string Visible(string text) =>
        text.Any(IsSteering) ? string.Concat(text.Select(c => IsSteering(c) ? '\uFFFD' : c)) : text;

    private static bool IsSteering(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');

    /// <summary>Clears the terminal's last line where it tells how far something is.</summary>
    private static void Clear()
    {
        if (_isOver)
        {
            _isOver = false;
            Quietly(static () => Err.Write("\r\u001b[K"));
        }
    }

    /// <summary>What is merely said may be lost: a full disk under a log, or a closed stderr, ends no work of hours.</summary>
    private static void Quietly(Action say)
    {
        try
        {
            say();
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Writes a table to stdout: boxed in a terminal, tab-separated lines in a pipe.</summary>
    /// <param name="title">A line above the table; left out in a pipe.</param>
    /// <param name="columns">The headings; one that begins with '&gt;' is right-aligned.</param>
    /// <param name="rows">The cells, as many in a row as there are headings.</param>
    public static void WriteTable(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (IsDataRedirected)
        {
            WriteData(string.Join('\t', columns.Select(c => c.TrimStart('>'))));
            foreach (var row in rows)
            {
                WriteData(string.Join('\t', row));
            }

            return;
        }

        Clear();
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(title)) };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column.TrimStart('>'))) { Alignment = column.StartsWith('>') ? Justify.Right
                : Justify.Left });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => Markup.Escape(Visible(cell)))]);
        }

        Data.Write(table);
    }

    /// <summary>Whether data goes into a pipe or a file.</summary>
    public static bool IsDataRedirected => Captured.Value is not null || IsForwarded || Console.IsOutputRedirected;

    /// <summary>Columns that help may take: those of the terminal, or all that it needs in a pipe or a file.</summary>
    public static int HelpWidth => IsDataRedirected ? int.MaxValue : Data.Profile.Width;

    /// <summary>
    /// mpirun gives each rank a terminal of its own as stdout and passes on what comes, wherever its own stdout goes: no boxes and no
    /// control sequences in what may be a file.
    /// </summary>
    private static bool IsForwardedByLauncher()
    {
        if (Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_RANK") is null)
        {
            return false;
        }

        // .NET writes the sequences of this terminal when it first uses the console.
        Environment.SetEnvironmentVariable("TERM", "dumb");
        return true;
    }

    /// <summary>Columns of the terminal; a longer line would wrap and could not be replaced.</summary>
    private static int Width => People.Profile.Width;

    private static IAnsiConsole Create(TextWriter writer, bool redirected) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = redirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? ColorSystemSupport.NoColors
            : ColorSystemSupport.Detect,
        Out = new AnsiConsoleOutput(writer),
    });

    private sealed record CapturedOutput(TextWriter Out, TextWriter Error);
}
