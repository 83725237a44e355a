import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.sf.jasperreports.engine.JREmptyDataSource;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.JasperRunManager;
import net.sf.jasperreports.engine.util.JRLoader;

/** The peer: compile JRXML JASPER | print JASPER FACTS PDF [TIMES]. */
public class Receipt {
    public static void main(String[] words) throws Exception {
        if (words[0].equals("compile")) {
            JasperCompileManager.compileReportToFile(words[1], words[2]);
            return;
        }
        JasperReport report = (JasperReport) JRLoader.loadObjectFromFile(words[1]);
        Map<String, Object> facts = facts(Path.of(words[2]));
        int times = words.length > 4 ? Integer.parseInt(words[4]) : 1;
        var threads = ManagementFactory.getThreadMXBean();
        double[] wall = new double[times];
        long cpu = 0;
        byte[] pdf = null;
        for (int at = -20; at < times; at++) {
            if (at < 0 && times == 1) {
                continue;
            }
            long start = System.nanoTime(), busy = threads.getCurrentThreadCpuTime();
            pdf = JasperRunManager.runReportToPdf(report, new HashMap<>(facts), new JREmptyDataSource());
            if (at >= 0) {
                wall[at] = (System.nanoTime() - start) / 1e6;
                cpu += threads.getCurrentThreadCpuTime() - busy;
            }
        }
        Files.write(Path.of(words[3]), pdf);
        Arrays.sort(wall);
        System.out.println(wall[times / 2] + " " + cpu / 1e6 / times);
    }

    private static Map<String, Object> facts(Path path) throws Exception {
        Map<String, Object> found = new HashMap<>();
        List<String> head = new ArrayList<>(), lines = new ArrayList<>();
        List<Map<String, ?>> papers = new ArrayList<>();
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
            String[] parts = line.split("\t");
            switch (parts[0]) {
                case "head" -> head.add(parts[1]);
                case "line" -> lines.add(parts[1]);
                case "paper" -> papers.add(Map.of("name", parts[1], "original", parts[2], "copy", parts[3]));
                default -> found.put(parts[0], parts[1]);
            }
        }
        found.put("head", head);
        found.put("lines", lines);
        found.put("papers", papers);
        return found;
    }
}
