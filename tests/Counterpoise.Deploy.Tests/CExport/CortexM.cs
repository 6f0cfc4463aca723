using Counterpoise.Deploy.CExport;
using Counterpoise.Tests;

namespace Counterpoise.Deploy.Tests.CExport;

/// <summary>A Cortex-M4 that exported sources are tried on: Debian's cross-compiler, its instructions run by qemu-user.</summary>
internal static class CortexM
{
    // What newlib asks of a system, by Linux calls, since qemu-user knows no board.
    private const string Startup = """
        #include <stdlib.h>
        int main(void);
        void _start(void);
        void _init(void) {}
        void _fini(void) {}
        int _write(int file, const char *from, int length) {
          register int r0 __asm__("r0") = file;
          register const char *r1 __asm__("r1") = from;
          register int r2 __asm__("r2") = length;
          register int r7 __asm__("r7") = 4;
          __asm__ volatile("svc 0" : "+r"(r0) : "r"(r1), "r"(r2), "r"(r7) : "memory");
          return r0;
        }
        void _exit(int status) {
          register int r0 __asm__("r0") = status;
          register int r7 __asm__("r7") = 248;
          for (;;) __asm__ volatile("svc 0" : : "r"(r0), "r"(r7));
        }
        static char heap[65536];
        void *_sbrk(int more) {
          static int used;
          used += more;
          return heap + used - more;
        }
        void _start(void) { exit(main()); }
        """;

    /// <summary>Compiles the sources strictly for a Cortex-M4, runs their check, and gives the bytes of code and constants.</summary>
    public static (int Status, string Output, int FlashBytes) Check(CSources sources, string name)
    {
        var (compiler, size, machine) = (CCompiler.Find("arm-none-eabi-gcc"), CCompiler.Find("arm-none-eabi-size"),
            CCompiler.Find("qemu-arm"));
        Assert.SkipUnless(compiler is not null && size is not null && machine is not null,
            "needs a cross-compiler and qemu-user (Debian and Ubuntu: apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi "
            + "qemu-user)");
        using var folder = new TemporaryFolder();
        sources.Write(folder.Path);
        string[] target = ["-mcpu=cortex-m4", "-mthumb", "-Os"];
        string File(string file) => Path.Combine(folder.Path, file);
        foreach (var source in new[] { name, $"{name}_test" })
        {
            var compiled = CCompiler.Run(compiler!, [.. CCompiler.Strict, .. target, "-c", File($"{source}.c"), "-o", File($"{source}.o")]);
            if (compiled.Status != 0) return (compiled.Status, compiled.Output, 0);
        }

        System.IO.File.WriteAllText(File("startup.c"), Startup);
        var linked = CCompiler.Run(compiler!, ["-std=gnu99", .. target, "--specs=nosys.specs", "-nostartfiles", File("startup.c"),
            File($"{name}.o"), File($"{name}_test.o"), "-o", File("check.elf"), "-lm"]);
        if (linked.Status != 0) return (linked.Status, linked.Output, 0);
        // text, data, bss, …: constants and code lie in text.
        var sizes = CCompiler.Run(size!, [File($"{name}.o")]).Output.Split('\n')[1].Split((char[]?)null,
            StringSplitOptions.RemoveEmptyEntries);
        var (status, output) = CCompiler.Run(machine!, [File("check.elf")]);
        return (status, output, int.Parse(sizes[0], System.Globalization.CultureInfo.InvariantCulture));
    }
}
