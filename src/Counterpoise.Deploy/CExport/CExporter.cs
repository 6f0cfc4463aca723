using System.Globalization;
using System.Text;
using Counterpoise.Deploy.Int8;
using Counterpoise.Messages;

namespace Counterpoise.Deploy.CExport;

/// <summary>
/// Writes an integer network as C99: constants, one static block of memory as <see cref="ArenaPlan"/> lays it, and one function. No
/// allocation and no library; clean under <c>-std=c99 -Wall -Wextra -Werror -Wconversion -pedantic</c>. The outputs equal
/// <see cref="IntegerNetwork.Run"/> byte for byte.
/// </summary>
public static class CExporter
{
    /// <summary>Writes a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <returns><c>NAME.h</c>, <c>NAME.c</c> and, with golden inputs, <c>NAME_test.c</c>, a program that checks them.</returns>
    /// <exception cref="ArgumentException">An option cannot be used, or layers round differently.</exception>
    public static CSources Export(IntegerNetwork network, CExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new CExportOptions();
        options.Validate();
        var plan = ArenaPlan.Compute(network);
        var files = new Dictionary<string, string>
        {
            [$"{options.Name}.h"] = Header(network, options),
            [$"{options.Name}.c"] = Source(network, plan, options),
        };
        if (options.GoldenInputs is { } inputs) files[$"{options.Name}_test.c"] = Check(network, options.Name, inputs);
        return new CSources(files);
    }

    private static RoundingMode Mode(IntegerNetwork network)
    {
        RoundingMode[] modes = [.. network.Layers.Select(l => l switch
        {
            IntegerConvolution c => c.Requantization,
            IntegerDepthwise d => d.Requantization,
            IntegerDense d => d.Requantization,
            IntegerAddition a => a.Requantization,
            IntegerGate g => g.Requantization,
            _ => null,
        }).OfType<Requantization>().Select(r => r.Mode).Distinct()];
        return modes.Length > 1
            ? throw new ArgumentException($"the network's layers round by {string.Join(" and ", modes)}; expected one rounding",
                nameof(network))
            : modes.FirstOrDefault();
    }

    private static string Header(IntegerNetwork network, CExportOptions options)
    {
        var (name, upper) = (options.Name, options.Name.ToUpperInvariant());
        var (x, y, cost) = (network.Tensors[network.Input], network.Tensors[network.Output], DeviceCost.Compute(network));
        var text = new StringBuilder();
        text.Append(Line(
            $"/* int8 network '{name}', C99 without allocation. Rounding of sums: {Mode(network).ToString().ToLowerInvariant()}."))
            .Append(Line($"   Constants {cost.ConstantBytes} bytes, working memory {cost.ArenaBytes} bytes, {cost.Multiplications} "
                + $"multiplications."))
            .Append(Line($"   Input {x.Height} rows x {x.Width} columns x {x.Channels} channels, channels fastest. code = round(value / "
                + $"scale) + zero. */"))
            .Append(Line($"#ifndef {upper}_H")).Append(Line($"#define {upper}_H")).Append('\n').Append("#include <stdint.h>\n\n")
            .Append(Line($"#define {upper}_INPUTS {x.Length}")).Append(Line($"#define {upper}_OUTPUTS {y.Length}"))
            .Append(Line($"#define {upper}_ARENA_BYTES {cost.ArenaBytes}"))
            .Append(Line($"#define {upper}_INPUT_SCALE {Number(x.Quantization.Scale)}"))
            .Append(Line($"#define {upper}_INPUT_ZERO ({x.Quantization.ZeroPoint})"))
            .Append(Line($"#define {upper}_OUTPUT_SCALE {Number(y.Quantization.Scale)}"))
            .Append(Line($"#define {upper}_OUTPUT_ZERO ({y.Quantization.ZeroPoint})"));
        for (var c = 0; c < (options.Classes?.Count ?? 0); c++) text.Append(Line($"/* output {c}: {Comment(options.Classes![c])} */"));
        return text.Append('\n').Append(Line($"/* One pass. Not reentrant: all passes share one block of memory. */"))
            .Append(Line($"void {name}_predict(const int8_t input[{upper}_INPUTS], int8_t output[{upper}_OUTPUTS]);")).Append('\n')
            .Append("#endif\n").ToString();
    }

    private static string Source(IntegerNetwork network, ArenaPlan plan, CExportOptions options)
    {
        var (name, upper) = (options.Name, options.Name.ToUpperInvariant());
        var (constants, calls) = (new StringBuilder(), new StringBuilder());
        foreach (var (layer, i) in network.Layers.Select((l, i) => (l, i)))
        {
            constants.Append(CLayers.Constants(layer, i));
            calls.Append(CLayers.Call(layer, i, network.Tensors, plan));
        }

        var text = new StringBuilder(Line($"#include \"{name}.h\"")).Append("#include <string.h>\n\n");
        text.Append(Line($"static int8_t arena[{upper}_ARENA_BYTES];")).Append('\n').Append(constants).Append('\n');
        foreach (var kernel in CLayers.Kernels(network.Layers, Mode(network))) text.Append(kernel).Append("\n\n");
        return text.Append(Line($"void {name}_predict(const int8_t input[{upper}_INPUTS], int8_t output[{upper}_OUTPUTS])")).Append("{\n")
            .Append(Line($"    memcpy(arena + {plan.Offsets[network.Input]}, input, {upper}_INPUTS);")).Append(calls)
            .Append(Line($"    memcpy(output, arena + {plan.Offsets[network.Output]}, {upper}_OUTPUTS);")).Append("}\n").ToString();
    }

    private static string Check(IntegerNetwork network, string name, IReadOnlyList<sbyte[]> inputs)
    {
        var upper = name.ToUpperInvariant();
        var memory = network.CreateMemory();
        sbyte[][] outputs = [.. inputs.Select(i => network.Run(i, memory).ToArray())];
        return new StringBuilder(Line($"#include \"{name}.h\"")).Append("#include <stdio.h>\n\n")
            .Append(CLayers.Array("static const int8_t inputs", [.. inputs.SelectMany(i => i)]))
            .Append(CLayers.Array("static const int8_t expected", [.. outputs.SelectMany(o => o)]))
            .Append("\nint main(void)\n{\n    int wrong = 0;\n")
            .Append(Line($"    int8_t output[{upper}_OUTPUTS];"))
            .Append(Line($"    for (int i = 0; i < {inputs.Count}; i++) {{"))
            .Append(Line($"        {name}_predict(inputs + i * {upper}_INPUTS, output);"))
            .Append(Line($"        for (int o = 0; o < {upper}_OUTPUTS; o++) wrong += output[o] != expected[i * {upper}_OUTPUTS + o];"))
            .Append("    }\n")
            .Append(Line($"    printf(\"%d of {inputs.Count * network.Tensors[network.Output].Length} codes differ\\n\", wrong);"))
            .Append("    return wrong != 0;\n}\n").ToString();
    }

    private static string Comment(string text) => text.Replace("*/", "* /", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan()
        .IndexOfAny('.', 'E') < 0
        ? text + ".0" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Line(Message text) => text + "\n";
}
